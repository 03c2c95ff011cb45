using System.Text;
using System.Text.Json;
using Gateway.Adapters.ExchangeRest;
using Gateway.Adapters.Http;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Xunit;

namespace Gateway.UnitTests.Adapters;

public sealed class PageReaderTests
{
    private static readonly PageReader Reader = Of(new TransportOptions());

    [Fact]
    public void Rows_keep_their_text_and_their_own_bytes()
    {
        var page = Read("""{"data":{"rows":[{"subject_name":"样\u4f8b","cd_id":"1","reg_no":12.50,"tags":null}],"total":1},"code":"0"}""");
        var row = Assert.Single(page.Rows!);
        Assert.Equal(("样例", "12.50", null), (Value(row, "name"), Value(row, "regNo"), Value(row, "tags")));
        Assert.StartsWith("{\"subject_name\"", Encoding.UTF8.GetString(row.Raw.Span), StringComparison.Ordinal);
        Assert.Equal(("0", "1"), (page["code"], page["total"]));
        Assert.DoesNotContain(page.Drift, drift => drift.Field is "tags" or "reg_no");
    }

    [Fact]
    public void Drift_is_counted_by_rows()
    {
        var page = Read("""{"rows":[{"brand_new":1,"subject_name":{"a":1}},{"brand_new":2,"subject_name":"b"},{"subject_name":"c"}]}""");
        Assert.Contains(new FieldDrift("new", "brand_new", 2), page.Drift);
        Assert.Contains(new FieldDrift("retyped", "subject_name", 1), page.Drift);
        Assert.Contains(new FieldDrift("missing", "cd_id", 3), page.Drift);
        Assert.Equal("""{"a":1}""", Value(page.Rows![0], "name"));
    }

    [Fact]
    public void One_bad_row_spoils_no_other()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 5_000)) + string.Concat(Enumerable.Repeat("]", 5_000));
        var body = Encoding.UTF8.GetBytes(
            "{\"rows\":[{\"subject_name\":\"甲\"},7,{\"x\":" + deep + "},{\"subject_name\":\"\\ud800\"},{\"subject_name\":\"乙?\"},"
            + "{\"subject_name\":\"" + new string('长', 500_000) + "\"},{\"subject_name\":\"丙\"}]}");
        body[body.AsSpan().IndexOf("乙?"u8) + 3] = 0xff;
        var rows = Reader.Read(body, 10).Rows!;
        Assert.Equal(
            [null, "记录不是 JSON 对象", "嵌套超过 32 层", "字段 subject_name 含有无效的转义字符", "记录含有无效的 UTF-8 字节", "字段 subject_name 超过 1048576 字节", null],
            rows.Select(row => row.Unreadable));
        Assert.Equal(("甲", "丙"), (Value(rows[0], "name"), Value(rows[6], "name")));
    }

    [Fact]
    public void Gbk_bytes_are_read_as_such()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var page = Reader.Read(Encoding.GetEncoding("GB18030").GetBytes("""{"rows":[{"subject_name":"渭南市华州区样例"}]}"""), 1);
        Assert.Equal((BodyEncoding.Gb18030, "渭南市华州区样例"), (page.Encoding, Value(page.Rows![0], "name")));
    }

    [Theory]
    [InlineData("""{"rows":[{"subject_name":"a"},{"subj""")]
    [InlineData("not json")]
    public void What_is_cut_off_is_no_page(string body) => Assert.ThrowsAny<JsonException>(() => Read(body));

    [Fact]
    public void A_page_is_read_fast_enough_for_a_bulk_feed()
    {
        var fields = new ExchangeRestOptions().Fields["subject"];
        var rows = Enumerable.Range(0, 1000).Select(i => "{" + string.Join(',', fields.Select(field =>
            $"\"{field.Value}\":\"{(field.Key is "name" ? $"样例企业{i}有限公司" : field.Key is "identity" or "changeId" or "credentialCode" or "regNo" or "contactPhone" ? $"{field.Key}-{i:000000000}" : "固定值")}\"")) + "}");
        var body = Encoding.UTF8.GetBytes("{\"rows\":[" + string.Join(',', rows) + "]}");
        for (var i = 0; i < 50; i++)
        {
            Reader.Read(body, 1000);
        }

        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < 200; i++)
        {
            Reader.Read(body, 1000);
        }

        var perSecond = 200_000 / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{body.Length / 1000} bytes a row, {perSecond:0} rows/s of processor time");
        // A floor for a busy debug build, far below what is measured: it catches a quadratic mistake only.
        Assert.True(perSecond > 2_000, $"{perSecond:0} rows/s");
    }

    private static PageContent Read(string body) => Reader.Read(Encoding.UTF8.GetBytes(body), 10);

    private static string? Value(RawRow row, string name) => row.Values[FeedSchemas.Subject[name]];

    private static PageReader Of(TransportOptions options) =>
        new(new FieldMap(FeedSchemas.Subject, new ExchangeRestOptions().Fields["subject"]), "rows", options);
}
