using Gateway.Adapters.Publicity;
using Gateway.Adapters.Sinks;
using Xunit;

namespace Gateway.IntegrationTests.Adapters;

/// <summary>What every answer of the publicity system leads to, and how many calls it costs: the retry table, executable.</summary>
public sealed class PublicityAnswerTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Batch = "/spotcheck/batch";
    private const string Receipt = "/spotcheck/receipt";
    private const string Withdraw = "/spotcheck/withdraw";
    private const string Ledger = "/spotcheck/ledger";

    private readonly AnsweringPeer _peer = new();

    public void Dispose() => _peer.Dispose();

    // A push: one call; a refused signature is made once more by the system's clock.
    [Theory]
    [InlineData(202, """{"batchNo":"B1","state":"RECEIVED"}""", "received", 1)]
    [InlineData(200, """{"batchNo":"B1","state":"RECEIVED"}""", "received", 1)]
    [InlineData(202, """{"batchNo":"B2","state":"RECEIVED"}""", "transient bad_receipt lost", 1)]
    [InlineData(202, """{"batchNo":"B1","state":"QUEUED"}""", "transient bad_receipt lost", 1)]
    [InlineData(202, """{"batchNo":"B1"}""", "transient bad_receipt lost", 1)]
    [InlineData(200, """{"code":"9999","msg":"平台异常"}""", "transient bad_receipt lost", 1)]
    [InlineData(202, """{"batchNo":"B1","sta""", "transient truncated lost", 1)]
    [InlineData(202, "", "transient empty lost", 1)]
    [InlineData(200, "<html>系统维护</html>", "transient html lost", 1)]
    [InlineData(400, """{"code":"400","msg":"请求体错误"}""", "refused 400 请求体错误", 1)]
    [InlineData(400, "<html/>", "transient html lost", 1)]
    [InlineData(401, """{"code":"401","msg":"签名错误"}""", "permanent http_401", 2)]
    [InlineData(403, "", "permanent http_403", 1)]
    [InlineData(404, "", "permanent http_404", 1)]
    [InlineData(409, """{"code":"409","msg":"批次号已使用"}""", "permanent batch_conflict", 1)]
    [InlineData(302, "", "transient http_302", 1)]
    [InlineData(429, "", "transient http_429", 1)]
    [InlineData(500, "", "transient http_500 lost", 1)]
    [InlineData(503, "", "transient http_503 lost", 1)]
    public async Task A_push_that_is_answered(int status, string body, string comes, int calls)
    {
        _peer.Answers(Batch, body, status);
        Assert.Equal((comes, calls), (await AnsweringPeer.ComesOfAsync(x => Sink().PushAsync(Items("a"), x)), _peer.Calls(Batch)));
    }

    [Fact]
    public async Task A_push_that_hangs_may_have_been_taken()
    {
        _peer.Hangs(Batch);
        Assert.Equal("transient timeout lost", await AnsweringPeer.ComesOfAsync(x => Sink().PushAsync(Items("a"), x)));
    }

    [Fact]
    public async Task A_push_whose_answer_is_beyond_the_limit_may_have_been_taken()
    {
        _peer.Answers(Batch, new string(' ', 100_000));
        Assert.Equal("transient too_large lost", await AnsweringPeer.ComesOfAsync(x => Sink().PushAsync(Items("a"), x)));
    }

    // A receipt is a read: three attempts for what passes.
    [Theory]
    [InlineData(200, """{"batchNo":"B1","state":"PROCESSING","items":[]}""", "received", 1)]
    [InlineData(200, """{"batchNo":"B1","state":"DONE","items":[{"CCJCID":"a","state":"PUBLISHED","code":"0","msg":"公示成功"}]}""", "a Published 0 公示成功", 1)]
    [InlineData(200, """{"batchNo":"B1","state":"DONE","items":[{"CCJCID":"a","state":"REJECTED","code":"3001","msg":"字段错误"}]}""", "a Rejected 3001 字段错误", 1)]
    [InlineData(200, """{"batchNo":"B1","state":"DONE","items":[{"CCJCID":"a","state":"REJECTED","code":"3002","msg":"无此主体"}]}""", "a Rejected 3002 无此主体", 1)]
    [InlineData(200, """{"batchNo":"B1","state":"DONE","items":[{"CCJCID":"a","state":"REJECTED","code":"3099","msg":"其他"}]}""", "a Rejected 3099 其他", 1)]
    [InlineData(200, """{"batchNo":"B1","state":"DONE","items":[{"CCJCID":"a","state":"HELD","code":"7","msg":"待人工审核"}]}""", "a Unknown 7 待人工审核", 1)]
    [InlineData(200, """{"batchNo":"B1","state":"DONE","items":[{"CCJCID":"a"}]}""", "a Unknown", 1)]
    [InlineData(200, """{"batchNo":"B1","state":"DONE"}""", "transient bad_receipt", 1)]
    [InlineData(200, """{"batchNo":"B1","state":"LATER"}""", "transient bad_receipt", 1)]
    [InlineData(200, """{"batchNo":"B2","state":"DONE","items":[{"CCJCID":"a","state":"PUBLISHED","code":"0"}]}""", "transient other_batch", 1)]
    [InlineData(200, """{"state":"DONE","items":[{"CCJCID":"a","state":"PUBLISHED","code":"0"}]}""", "transient other_batch", 1)]
    [InlineData(200, """{"batchNo":"B1","state":"DO""", "transient truncated", 3)]
    [InlineData(200, "", "transient empty", 3)]
    [InlineData(200, "<html/>", "transient html", 3)]
    [InlineData(401, """{"code":"401"}""", "permanent http_401", 2)]
    [InlineData(404, """{"code":"404"}""", "not known", 1)]
    [InlineData(429, "", "transient http_429", 3)]
    [InlineData(500, "", "transient http_500", 3)]
    public async Task A_receipt_that_is_answered(int status, string body, string comes, int calls)
    {
        _peer.Answers(Receipt, body, status);
        Assert.Equal((comes, calls), (await AnsweringPeer.ComesOfAsync(x => Sink().ReceiptAsync(Items("a"), x)), _peer.Calls(Receipt)));
    }

    // 3003 is ours where the ledger's digest equals ours, and theirs to refuse otherwise.
    [Theory]
    [InlineData("PUBLISHED", true, "a Published 3003 已公示")]
    [InlineData("PUBLISHED", false, "a Rejected 3003 已公示")]
    [InlineData("WITHDRAWN", true, "a Rejected 3003 已公示")]
    [InlineData("FROZEN", true, "a Rejected 3003 已公示")]
    public async Task An_item_that_is_already_published(string state, bool sameDigest, string comes)
    {
        var digest = sameDigest ? Sink().DigestOf(Item("a").Json) : new string('0', 64);
        _peer.Answers(Receipt, """{"batchNo":"B1","state":"DONE","items":[{"CCJCID":"a","state":"REJECTED","code":"3003","msg":"已公示"}]}""");
        _peer.Answers(Ledger, $$"""{"total":1,"items":[{"CCJCID":"a","state":"{{state}}","digest":"{{digest}}"}]}""");
        Assert.Equal(comes, await AnsweringPeer.ComesOfAsync(x => Sink().ReceiptAsync(Items("a"), x)));
    }

    [Theory]
    [InlineData(200, """{"state":"WITHDRAWN"}""", "a Withdrawn 0")]
    [InlineData(404, """{"code":"4041","msg":"无此记录"}""", "a Withdrawn 4041 对方没有该记录")]
    [InlineData(409, """{"code":"4091","msg":"处理中"}""", "transient still_processing")]
    [InlineData(409, """{"code":"4092","msg":"未曾公示"}""", "a Withdrawn 4092 该记录未曾公示")]
    [InlineData(409, """{"code":"4099","msg":"待人工审核"}""", "a Unknown 4099 待人工审核")]
    [InlineData(200, """{"state":"LATER","msg":"改日再来"}""", "a Unknown http_200 改日再来")]
    [InlineData(400, """{"code":"400","msg":"reason 缺失"}""", "a Rejected 400 reason 缺失")]
    [InlineData(404, "", "transient empty lost")]
    [InlineData(200, """{"state":"WITH""", "transient truncated lost")]
    [InlineData(401, """{"code":"401"}""", "permanent http_401")]
    [InlineData(500, "", "transient http_500 lost")]
    public async Task A_withdrawal_that_is_answered(int status, string body, string comes)
    {
        _peer.Answers(Withdraw, body, status);
        var batch = new PushBatch(
            new BatchStamp("B1", new DateTime(2026, 11, 4)), DeliveryOperation.Withdraw, """{"items":[{"CCJCID":"a","reason":"录入有误","basis":"更正"}]}"""u8.ToArray(), ["a"]);
        Assert.Equal(comes, await AnsweringPeer.ComesOfAsync(x => Sink().PushAsync(batch, x)));
    }

    private static WireRow Item(string id) => new(id, System.Text.Encoding.UTF8.GetBytes(
        $$"""{"CCJCID":"{{id}}","UniCode":"{{Samples.Enterprise}}","INSAUTH":"{{Samples.Department}}","INSDATE":"2026-11-03","INSRES":"1"}"""));

    private PushBatch Items(params string[] ids)
    {
        var stamp = new BatchStamp("B1", new DateTime(2026, 11, 4, 9, 0, 0));
        return new PushBatch(stamp, DeliveryOperation.Insert, Sink().Compose(stamp, [.. ids.Select(Item)]), ids);
    }

    private PublicitySink Sink() => (PublicitySink)new PublicityProfile().CreateSinks(
        sandbox.Context(), new PublicityOptions { BaseAddress = _peer.Address, ClientId = "id", Secret = "secret", Transport = _peer.Transport })[0];
}
