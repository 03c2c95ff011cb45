using Gateway.Adapters.Configuration;
using Gateway.Adapters.Rest;
using Gateway.UnitTests.Configuration;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Gateway.UnitTests.Adapters.Rest;

/// <summary>
/// A profile in YAML is checked before its first call: a good one has no problem, a spoilt one has the one that was made, in Chinese and with
/// its file. Fails when a rule of <c>RestOptionRules</c> or <c>CallRules</c> is taken out.
/// </summary>
public sealed class RestOptionRulesTests : IDisposable
{
    private const string Profile =
        """
        extends: rest
        baseAddress: https://platform.invalid/api
        signer: {kind: md5, input: "{sorted}&key={appSecret}", query: {sign: "{sign}"}}
        answer: {code: code, message: msg}
        outcomes: {success: ["0"]}
        feeds:
          subject:
            call: {path: query, query: {area: "{area}", from: "{from:yyyyMMdd}", page: "{page}"}, answer: {rows: data.list}}
            paging: {kind: page}
            fields: {identity: id, name: mc}
        targets:
          default:
            rows: result
            id: bh
            columns: {bh: id, mc: subjectName}
            push: {method: POST, path: report, body: '{"n":"{batchNo}","d":{rows}}', answer: {receipts: data, id: bh, rowCode: zt}}
            verdicts: {accepted: ["1"]}
            ledger: {call: {path: ledger, answer: {rows: list, total: n, id: bh, rowCode: zt, digest: zy}}, digest: [bh, mc], inForce: ["1"]}
          second:
            rows: inspection
            id: bh
            columns: {bh: record_unique_identity}
            push: {method: POST, path: second, body: "{rows}"}
            verdicts: {unlisted: accepted}
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_profile_that_is_in_order_has_its_feed_and_its_targets_by_name()
    {
        var catalog = Assert.IsType<CatalogLoad.Loaded>(Load(Profile)).Catalog;
        Assert.Equal(["county-a", "county-a.second"], catalog.SinksOf("610502").Select(sink => sink.Target).TakeLast(2));
        Assert.Equal("county-a", catalog.SourceOf("610502", Gateway.Contracts.Feed.Subject)!.Profile);
    }

    [Theory]
    [InlineData("{page}", "{pag}", "变量“{pag}”不存在")]
    [InlineData("yyyyMMdd", "q", "时间写法无效")]
    [InlineData("{kind: md5, input: \"{sorted}&key={appSecret}\", query", "{kind: md5, query", "需要 input")]
    [InlineData("key={appSecret}", "key={appKey}", "缺少密钥“appKey”")]
    [InlineData("{kind: md5, input: \"{sorted}&key={appSecret}\"", "{kind: sm2, input: \"{sorted}\"", "缺少密钥“privateKey”")]
    [InlineData("signer: {kind: md5, input: \"{sorted}&key={appSecret}\"", "signer: {kind: mtls", "需要客户端证书")]
    [InlineData("outcomes: {success: [\"0\"]}", "outcomes: {retry: [\"9\"]}", "什么算成功")]
    [InlineData("outcomes: {success: [\"0\"]}", "outcomes: {success: [\"0\"], statuses: {\"oops\": body}}", "不是 HTTP 状态码")]
    [InlineData("answer: {rows: data.list}", "answer: {total: data.n}", "写 answer.rows")]
    [InlineData("fields: {identity: id, name: mc}", "fields: {name: mc}", "缺少 identity")]
    [InlineData("fields: {identity: id, name: mc}", "fields: {identity: id, nam: mc}", "没有字段“nam”")]
    [InlineData("{kind: page}", "{byDay: true}", "firstDay")]
    [InlineData("{kind: page}", "{kind: cursor, slices: [\"01\"]}", "游标只有一个")]
    [InlineData("mc: subjectName}", "mc: subjectNam}", "“subjectNam”不存在")]
    [InlineData("id: bh\n    columns: {bh: id", "id: bhx\n    columns: {bh: id", "没有标识列“bhx”")]
    [InlineData("answer: {rows: list, total: n,", "answer: {rows: list,", "台账需要")]
    [InlineData("digest: [bh, mc]", "digest: [bh, xx]", "台账摘要用到不存在的列“xx”")]
    [InlineData("receipts: data, id: bh, rowCode: zt", "rowCode: zt", "没有说明逐条结果在哪里")]
    [InlineData("verdicts: {accepted: [\"1\"]}", "verdicts: {accepted: [\"1\"]}\n    probe: receipt", "没有配置的回执或台账")]
    [InlineData("answer: {code: code", "cipher: {kind: sm4Ecb, keyForm: hex}\nanswer: {code: code", "cipherKey 应为 16 字节")]
    [InlineData("answer: {code: code", "cipher: {kind: sm2Sm4}\nanswer: {code: code", "SM2 公钥")]
    [InlineData("push: {method: POST, path: report", "push: {bodyKind: xml, method: POST, path: report", null)]
    [InlineData("columns: {bh: id, mc", "columns: {\"1bh\": area, bh: id, mc", null)]
    public void What_is_wrong_is_said_before_the_first_call(string from, string to, string? words)
    {
        Assert.Contains(from, Profile, StringComparison.Ordinal);
        var load = Load(Profile.Replace(from, to, StringComparison.Ordinal));
        if (words is null)
        {
            Assert.IsType<CatalogLoad.Loaded>(load);
            return;
        }

        var refused = Assert.IsType<CatalogLoad.Refused>(load);
        Assert.Contains(refused.Problems, problem => problem.What.Contains(words, StringComparison.Ordinal));
        Assert.All(refused.Problems, problem => Assert.Contains("county-a", problem.File, StringComparison.Ordinal));
    }

    [Fact]
    public void A_column_that_is_no_element_s_name_is_refused_where_rows_go_as_xml()
    {
        var refused = Assert.IsType<CatalogLoad.Refused>(Load(Profile
            .Replace("columns: {bh: id, mc", "columns: {\"1bh\": area, bh: id, mc", StringComparison.Ordinal)
            .Replace("push: {method: POST, path: report", "push: {bodyKind: xml, method: POST, path: report", StringComparison.Ordinal)));
        Assert.Contains(refused.Problems, problem => problem.What.Contains("“1bh”不能作 XML 元素名", StringComparison.Ordinal));
    }

    private CatalogLoad Load(string profile)
    {
        _folder.With("profiles/county-a.yaml", profile)
            .Change(TestFolder.CountyFile, "subject:\n    profile: alpha-rest", "subject:\n    profile: county-a")
            .Change(TestFolder.CountyFile, "  - beta", "  - beta\n  - county-a\n  - county-a.second");
        var variables = new Dictionary<string, string?>
        {
            ["Gateway:Profiles:AlphaRest:AppKey"] = "a", ["Gateway:Profiles:Beta:Token"] = "b", ["Gateway:Profiles:CountyA:AppSecret"] = "c",
        };
        return AdapterCatalog.Load(
            _folder.Path, [.. TestProfile.Two, new RestProfile()], new ConfigurationBuilder().AddInMemoryCollection(variables).Build(), TestFolder.Services);
    }
}
