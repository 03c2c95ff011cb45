using System.Text;
using System.Text.Json;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Xunit;

namespace Gateway.UnitTests.Mappings;

public sealed class MappedRowsTests
{
    private static readonly Dictionary<string, FieldRule> Rules = new()
    {
        ["identity"] = FieldRule.Rename("编号"),
        ["name"] = new() { From = ["名称"], Steps = [new() { Trim = true }], Required = true },
        ["area"] = new() { From = ["区划", "行政区划"], Optional = true },
        ["kind"] = new() { From = ["类别"], Steps = [new() { Codes = new() { Map = new() { ["企业"] = "01" } } }] },
        ["tags"] = new() { Constant = "示例" },
    };

    private readonly MappedRows _rows = new(FeedSchemas.Subject, FieldRules.Compile(FeedSchemas.Subject, Rules, TimeProvider.System), 32, 1 << 20);

    [Fact]
    public void Rows_are_read_where_the_path_says_and_scalars_by_their_path()
    {
        var page = _rows.ReadPage(
            Encoding.UTF8.GetBytes("""{"code":0,"other":[1],"data":{"rows":[{"编号":"1","名称":" 甲 ","类别":"企业"}],"page":{"total":9}},"rows":[{}],"end":true}"""),
            "data.rows", 10);

        var row = Assert.Single(page.Rows!);
        Assert.Equal(("1", "甲", "01", "示例", null), (Of(row, "identity"), Of(row, "name"), Of(row, "kind"), Of(row, "tags"), Of(row, "area")));
        Assert.Equal(("0", "9", "true"), (page["code"], page["data.page.total"], page["end"]));
        Assert.Empty(page.Drift);
    }

    [Fact]
    public void One_bad_row_spoils_one_row_and_keeps_its_identity()
    {
        var deep = new string('[', 100) + new string(']', 100);
        var page = _rows.Read(Encoding.UTF8.GetBytes(
            "[{\"编号\":\"1\",\"名称\":\"甲\"},{\"编号\":\"2\",\"名称\":\" \"},{\"编号\":\"3\",\"名称\":\"丙\",\"类别\":\"团体\"},7,{\"编号\":\"4\",\"名称\":" + deep + "},{\"编号\":\"5\",\"名称\":\"戊\"}]"));

        Assert.Equal(
            [null, "字段 name：必填，但来源 名称 为空", "字段 kind：代码“团体”不在对照表中", "记录不是 JSON 对象", "嵌套超过 32 层", null],
            page.Rows.Select(row => row.Unreadable));
        Assert.Equal(["1", "2", "3", null, "4", "5"], page.Rows.Select(row => Of(row, "identity")));
        Assert.Equal([new FieldDrift("missing", "类别", 4)], page.Drift.Where(drift => drift.Kind == "missing" && drift.Field == "类别"));
    }

    [Fact]
    public void Rows_that_the_transport_read_are_mapped_alike()
    {
        var values = new Dictionary<string, string> { ["编号"] = "1", ["名称"] = "甲", ["行政区划"] = "610502" };

        var row = _rows.Of([.. _rows.Mapping.Sources.Select(source => values.GetValueOrDefault(source))], default);

        Assert.Equal(("1", "甲", "610502", null), (Of(row, "identity"), Of(row, "name"), Of(row, "area"), row.Unreadable));
    }

    [Theory]
    [InlineData("{\"rows\":[]}")]
    [InlineData("[{\"编号\":\"1\"}")]
    [InlineData("<html>")]
    [InlineData("")]
    public void A_body_that_is_no_array_of_rows_is_refused(string body) =>
        Assert.ThrowsAny<JsonException>(() => _rows.Read(Encoding.UTF8.GetBytes(body)));

    private static string? Of(RawRow row, string field) => row.Values[FeedSchemas.Subject[field]];
}
