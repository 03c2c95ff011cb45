using System.Text;
using Gateway.Adapters.Configuration;
using Xunit;

namespace Gateway.UnitTests.Configuration;

public sealed class ConfigurationProblemTests : IDisposable
{
    private const string County = TestFolder.CountyFile;
    private const string Alpha = "profiles/alpha-rest.yaml";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_untouched_folder_has_no_problem() => Assert.Single(_folder.Catalog().Areas);

    [Theory]
    [InlineData(County, "- beta", "- beta\nexemptByRul: {}", 22, "未知的配置项“exemptByRul”", "是否应为“exemptByRule”")]
    [InlineData(County, "level: 县\n", "", 1, "缺少必填项“level”", "Gateway__Counties__610502__Level")]
    [InlineData(County, "level: 县", "level: 省", 3, "“level”的值“省”不符合要求", "市、县")]
    [InlineData(County, "    cron: \"6 * * * *\"\n", "", 14, "缺少必填项“feeds.subject.cron”", "Gateway__Counties__610502__Feeds__Subject__Cron")]
    [InlineData(County, "\"610502\"\nname", "610502\nname", 1, "“area”的值“610502”无效", "引号")]
    [InlineData(County, "\"610502\"\nname", "\"61050\"\nname", 1, "“area”的值“61050”不符合要求", "六位行政区划代码")]
    [InlineData(County, "\"610502\"\nname", "\"610503\"\nname", 1, "与文件名的 610502 不一致", "改正其一")]
    [InlineData(County, "5 6 * * *", "5 25 * * *", 11, "“feeds.matter.cron”的值“5 25 * * *”不符合要求", "cron")]
    [InlineData(County, "2 1 * * 1", "0 0 30 2 *", 12, "“feeds.matter.fullCron”", "cron")]
    [InlineData(County, "9 6 * * *", "每天", 18, "“compile.cron”", "cron")]
    [InlineData(County, "  matter:\n    profile: alpha-rest", "  matter:\n    profile: alpha-rset", 10, "没有名为“alpha-rset”的平台档案", "是否应为“alpha-rest”")]
    [InlineData(County, "  matter:", "  mattre:", 9, "“feeds.mattre”的值“mattre”无效", "matter、subject")]
    [InlineData(County, "- beta", "- betta", 21, "没有名为“betta”的推送目标", "是否应为“beta”")]
    [InlineData(County, "- beta", "- alpha-rest", 21, "推送目标“alpha-rest”重复", "只保留一处")]
    [InlineData(County, "- beta", "- beta\nexemptByRule:\n  alpha-rest.checklist: true", 23, "不是本区县的推送目标", "beta")]
    [InlineData(County, "- beta", "- beta\nprofiles:\n  alfa-rest:\n    pageSize: 1", 23, "没有名为“alfa-rest”的平台档案", "是否应为“alpha-rest”")]
    [InlineData(County, "- beta", "- beta\nprofiles:\n  alpha-rest:\n    pagesize: 1", 24, "未知的配置项“pagesize”", "是否应为“pageSize”")]
    [InlineData(County, "11610502XN61050266", "11610502XN61050267", 7, "“dataSource.uscc”", "校验位")]
    [InlineData(County, "profile: alpha-rest\n    cron: \"5", "profile: beta\n    cron: \"5", 10, "平台档案“beta”不提供“matter”", "alpha-rest")]
    [InlineData(Alpha, "pageSize: 400", "pageSize: 4OO", 2, "“pageSize”的值“4OO”无效", "整数")]
    [InlineData(Alpha, "pageSize: 400", "pageSize: 4000", 2, "“pageSize”的值“4000”不符合要求", "1 到 1000")]
    [InlineData(Alpha, "pageSize: 400", "pageSize: [400]", 2, "“pageSize”的形式不对", "单个值")]
    [InlineData(Alpha, "pageSize: 400", "timeout: 5 minutes", 2, "“timeout”的值“5 minutes”无效", "10m")]
    [InlineData(Alpha, "pageSize: 400", "mode: open", 2, "“mode”的值“open”无效", "PlainText、Sealed")]
    [InlineData(Alpha, "pageSize: 400", "strict: maybe", 2, "“strict”的值“maybe”无效", "true 或 false")]
    [InlineData(Alpha, "maxRows: 300", "maxRow: 300", 7, "未知的配置项“limits.maxRow”", "是否应为“maxRows”")]
    [InlineData(Alpha, "maxRows: 300", "share: half", 7, "“limits.share”的值“half”无效", "数字")]
    [InlineData(Alpha, "[\"03\"]", "[\"03\", 04]", 5, "“kinds[1]”的值“04”无效", "引号")]
    [InlineData(Alpha, "[\"03\"]", "\"03\"", 5, "“kinds”的形式不对", "列表")]
    [InlineData(Alpha, "Good: \"01\"", "Good: 01", 4, "“codes.Good”的值“01”无效", "引号")]
    [InlineData(Alpha, "Good: \"01\"", "Good: \"01\"\n  Goood: \"02\"", 5, "“codes”：“Goood”不是规范代码", "改正")]
    [InlineData(Alpha, "https://alpha.invalid/api", "/api", 1, "“baseAddress”的值无效", "完整网址")]
    [InlineData(Alpha, "baseAddress: https://alpha.invalid/api\n", "", 1, "缺少必填项“baseAddress”（alpha-rest）", "Gateway__Profiles__AlphaRest__BaseAddress")]
    [InlineData(Alpha, "pageSize: 400", "pageSize: 400\npageSize: 300", 3, "键“pageSize”重复，第 2 行已有", "只保留一处")]
    [InlineData(Alpha, "pageSize: 400", "pageSize: &size 400", 2, "锚点", "写在使用它的地方")]
    [InlineData(Alpha, "pageSize: 400", "pageSize:\n\t400", 2, "YAML 语法错误", "YAML 语法")]
    [InlineData(Alpha, "pageSize: 400", "pageSize: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[400]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", 2, "嵌套超过", "YAML 语法")]
    [InlineData(Alpha, "kinds: [\"03\"]", "kinds: [\"03\"", 5, "YAML 语法错误", "YAML 语法")]
    public void Is_reported_with_file_line_and_remedy(string file, string from, string to, int line, string what, string remedy)
    {
        var problem = Assert.Single(_folder.Change(file, from, to).Problems());

        Assert.Equal((file, line), (problem.File, problem.Line));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_of_all_files_are_reported_at_once()
    {
        var problems = _folder
            .Change(County, "level: 县", "levle: 县")
            .Change(County, "5 6 * * *", "5 25 * * *")
            .Change(Alpha, "pageSize: 400", "pageSize: 4OO")
            .With("counties/610503-huazhou.yaml", "area: [")
            .Set("Gateway__Profiles__Beta__Token", null)
            .Set("Gateway__Profiles__Beta__Nmae", "x")
            .Problems();

        Assert.Equal(
            [
                (County, 1), (County, 3), (County, 11), ("counties/610503-huazhou.yaml", 2), (Alpha, 2), ("profiles/beta.yaml", 1),
                ("Gateway__Profiles__Beta__Nmae", 0),
            ],
            problems.Select(problem => (problem.File, problem.Line)));
    }

    [Fact]
    public void Two_files_of_one_area_are_refused()
    {
        var problem = Assert.Single(_folder.With("counties/610502-other.yaml", "# 另一份\n" + TestFolder.County).Problems());

        Assert.Equal(("counties/610502-other.yaml", 2), (problem.File, problem.Line));
        Assert.Contains("610502 已在 counties/610502-linwei.yaml 中配置", problem.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("counties/linwei.yaml", "文件名不符合")]
    [InlineData("counties/610503-huazhou.yml", ".yml 不会被读取")]
    [InlineData("profiles/alfa-rest.yaml", "没有名为“alfa-rest”的平台档案")]
    public void A_file_that_would_be_passed_over_is_reported(string file, string what)
    {
        var problem = Assert.Single(_folder.With(file, "{}").Problems());

        Assert.Equal((file, 1), (problem.File, problem.Line));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_another_encoding_is_reported()
    {
        var problems = _folder.With(Alpha, [.. "# "u8, 0xBB, 0xAA, (byte)'\n', .. Encoding.UTF8.GetBytes(TestFolder.Alpha)]).Problems();

        var problem = Assert.Single(problems, problem => problem.What.Contains("UTF-8", StringComparison.Ordinal));

        Assert.Equal(Alpha, problem.File);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_reported()
    {
        var load = AdapterCatalog.Load(
            Path.Combine(_folder.Path, "nowhere"), TestProfile.Two, new Microsoft.Extensions.Configuration.ConfigurationManager(), TestFolder.Services);

        Assert.Contains("配置文件夹不存在", Assert.Single(Assert.IsType<CatalogLoad.Refused>(load).Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_says_place_problem_and_remedy()
    {
        var report = ConfigurationReport.Of([new("counties/a.yaml", 3, "错误", "改正"), new("Gateway__X", 0, "多余", "删去")]);

        Assert.Equal("配置有 2 处问题：\n  counties/a.yaml:3 错误 → 改正\n  Gateway__X 多余 → 删去\n", report);
    }
}
