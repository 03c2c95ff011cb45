using System.Text;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Configuration.Drafts;
using Gateway.Contracts;
using Xunit;

namespace Gateway.UnitTests.Configuration;

/// <summary>What <c>gateway adapters init</c> drafts.</summary>
public sealed class ProfileDraftTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_that_are_the_same_are_taken_and_the_rest_is_marked()
    {
        var draft = Draft(
            """
            {"code":0,"small":[{"x":1}],"data":{"list":[
              {"ROWGUID":"1","XDR_MC":"甲公司","统一社会信用代码":"9161","FDDBR":"某","CLRQ":"46053","REG_CAPITALL":"5万元","企业注册地址信息":"乙","ZZZ":"?","UPDATE_TIME":1769788800000},
              {"ROWGUID":"2","XZQHDM":"610502"}]}}
            """);

        Assert.Contains("identity: \"ROWGUID\"   # 记录唯一标识\n", draft, StringComparison.Ordinal);
        Assert.Contains("name: \"XDR_MC\"   # 监管对象名称\n", draft, StringComparison.Ordinal);
        Assert.Contains("credentialCode: \"统一社会信用代码\"   # 证件号码\n", draft, StringComparison.Ordinal);
        Assert.Contains("area: \"XZQHDM\"   # 行政区划代码\n", draft, StringComparison.Ordinal);
        Assert.Contains(
            "establishedOn: {from: \"CLRQ\", steps: [{date: {formats: [excel], to: date}}]}   # 成立日期；存疑：样本值像 excel", draft, StringComparison.Ordinal);
        Assert.Contains("changedAt: {from: \"UPDATE_TIME\", steps: [{date: {formats: [epochMs], to: datetime}}]}", draft, StringComparison.Ordinal);
        Assert.Contains("regCapital: \"REG_CAPITALL\"   # 注册资本；存疑", draft, StringComparison.Ordinal);
        Assert.Contains("addressRegistered: \"企业注册地址信息\"   # 注册地址；存疑：名称部分相同", draft, StringComparison.Ordinal);
        Assert.Contains("# tags:   # 标签；没有找到来源字段", draft, StringComparison.Ordinal);
        Assert.Contains("# 未用到的来源字段：ZZZ", draft, StringComparison.Ordinal);
        Assert.Contains("    call:\n      path: \"\"   # 待填\n      answer: {rows: \"data.list\"}   # 样本中的记录位于此\n", draft, StringComparison.Ordinal);
    }

    [Fact]
    public void What_it_drafts_is_refused_until_it_is_filled_in_and_passes_then()
    {
        var draft = Draft("""[{"企业名称":"甲","统一社会信用代码":"9161","某编号":"1"}]""");
        _folder.Set("Gateway__Profiles__City__Token", "canary-city")
            .Change(TestFolder.CountyFile, "  subject:\n    profile: alpha-rest", "  subject:\n    profile: city")
            .With("profiles/city.yaml", draft);

        var problems = Assert.IsType<CatalogLoad.Refused>(_folder.Load(TestGenericProfile.DraftWithTwo)).Problems;
        Assert.All(problems, problem => Assert.Equal("profiles/city.yaml", problem.File));
        Assert.Equal(3, draft.Split('\n').Skip(2).Count(line => line.Contains("待填", StringComparison.Ordinal)));

        _folder.Change("profiles/city.yaml", "baseAddress: \"\"", "baseAddress: https://city.invalid/")
            .Change("profiles/city.yaml", "path: \"\"", "path: subjects")
            .Change("profiles/city.yaml", "identity: \"\"", "identity: 某编号");
        Assert.IsType<CatalogLoad.Loaded>(_folder.Load(TestGenericProfile.DraftWithTwo));
    }

    [Fact]
    public void A_csv_a_script_and_an_interface_description_are_read_alike()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var csv = DraftSources.Csv(Encoding.GetEncoding("GB18030").GetBytes("企业名称,\"信用代码, 统一\",成立日期\r\n\"甲,乙\",9161,20260131\r\n"))!;
        Assert.Equal(["企业名称", "信用代码, 统一", "成立日期"], csv.Fields);
        Assert.Equal(("甲,乙", "20260131"), (csv.Samples["企业名称"], csv.Samples["成立日期"]));

        var sql = DraftSources.Sql("-- 主体\nCREATE TABLE t_jgdx (\n  \"CD_ID\" varchar(64) primary key, ent_name text,\n  reg_cap decimal(18, 2),\n  primary key (cd_id)\n);\ncreate table other (x int);")!;
        Assert.Equal(["CD_ID", "ent_name", "reg_cap"], sql.Fields);

        _folder.With("openapi.yaml", "openapi: 3.0.0\ncomponents:\n  schemas:\n    Error:\n      properties: {code: {type: string}}\n    Row:\n      properties:\n        entName: {type: string}\n        uniscid: {type: string}\n");
        var api = DraftSources.OpenApi(Path.Combine(_folder.Path, "openapi.yaml"), names => ProfileDraft.Fit(Feed.Subject, names))!;
        Assert.Equal(["entName", "uniscid"], api.Fields);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"data\":[1,2]}")]
    public void A_sample_without_rows_gives_nothing(string json) => Assert.Null(DraftSources.Json(Encoding.UTF8.GetBytes(json)));

    private static string Draft(string json) =>
        ProfileDraft.Of(TestGenericProfile.Draft, Feed.Subject, DraftSources.Json(Encoding.UTF8.GetBytes(json))!);
}
