using Gateway.Pipeline.Checklists.Rules;
using Gateway.UnitTests.Normalise;
using Xunit;

namespace Gateway.UnitTests.Checklists;

public sealed class FieldRuleFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fields").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Everything_wrong_is_said_at_once_with_file_line_and_remedy()
    {
        Write("a.yaml", """
            field: 甲领域
            order: 1
            category: 特别
            lead: comerce
            joining: [tax, taxx]
            colour: red
            matters:
              codes: ["61A"]
              names: { any: [油] }
              industries: ["52", 99999]
            """);
        Write("b.yaml", """
            field: 乙领域
            order: 1
            category: 一般
            matters: {}
            """);
        Write("c.yml", "field: 丙领域");
        var problems = Assert.IsType<FieldRuleLoad.Refused>(Load()).Problems;
        Assert.All(problems, x => Assert.NotEmpty(x.Remedy));
        Assert.Equal(
            [
                ("fields/a.yaml", 3, "“category”的值“特别”不符合要求"),
                ("fields/a.yaml", 4, "“lead”的值“comerce”不是部门类别"),
                ("fields/a.yaml", 5, "“joining”中的“taxx”不是部门类别"),
                ("fields/a.yaml", 6, "未知的配置项“colour”"),
                ("fields/a.yaml", 8, "“matters.codes”中的“61A”不是事项编码前缀"),
                ("fields/a.yaml", 9, "“matters.names.any”中的“油”过短"),
                ("fields/a.yaml", 10, "“matters.industries[1]”的值“99999”无效"),
                ("fields/a.yaml", 10, "“matters.industries”中的“99999”不是行业代码"),
                ("fields/b.yaml", 1, "缺少必填项“lead”"),
                ("fields/b.yaml", 4, "“matters”：至少要有一种识别条件：codes、names、objects、laws 或 industries"),
                ("fields/c.yml", 1, "扩展名 .yml 不会被读取"),
            ],
            problems.Select(x => (x.File, x.Line, x.What)));
    }

    [Fact]
    public void Two_files_of_one_field_or_place_are_refused()
    {
        const string text = "field: 甲领域\norder: 1\ncategory: 一般\nlead: tax\nmatters: { names: { any: [甲乙] } }\n";
        Write("a.yaml", text);
        Write("b.yaml", text);
        Assert.Equal(2, Assert.IsType<FieldRuleLoad.Refused>(Load()).Problems.Count);
    }

    [Fact]
    public void A_folder_without_fields_is_refused() =>
        Assert.Single(Assert.IsType<FieldRuleLoad.Refused>(Load()).Problems);

    [Fact]
    public void Any_change_of_a_file_is_another_version()
    {
        Write("a.yaml", "field: 甲领域\norder: 1\ncategory: 一般\nlead: tax\nmatters: { names: { any: [甲乙] } }\n");
        var before = Assert.IsType<FieldRuleLoad.Loaded>(Load()).Rules.Version;
        Write("a.yaml", "field: 甲领域\norder: 1\ncategory: 一般\nlead: tax\nmatters: { names: { any: [甲丙] } }\n");
        Assert.NotEqual(before, Assert.IsType<FieldRuleLoad.Loaded>(Load()).Rules.Version);
    }

    private FieldRuleLoad Load() => FieldRuleFolder.Load(_folder, ReferenceFiles.Departments());

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "fields"));
        File.WriteAllText(Path.Combine(_folder, "fields", file), text);
    }
}
