using Gateway.Adapters.DoubleRandom;
using Gateway.Adapters.Sinks;
using Xunit;

namespace Gateway.IntegrationTests.Adapters;

/// <summary>What every answer of the random-inspection platform leads to, and how many calls it costs: the retry table, executable.</summary>
public sealed class DoubleRandomAnswerTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Results = "/api/v1/check-results";
    private const string Withdraw = "/api/v1/check-results/withdraw";

    private readonly AnsweringPeer _peer = new();

    public void Dispose() => _peer.Dispose();

    // One call; a refused signature is made once more by the platform's clock.
    [Theory]
    [InlineData(200, """{"errcode":40001,"errmsg":"签名错误"}""", "permanent peer_40001", 2)]
    [InlineData(200, """{"errcode":40002,"errmsg":"参数错误"}""", "refused 40002 参数错误", 1)]
    [InlineData(200, """{"errcode":40003,"errmsg":"游标失效"}""", "transient peer_40003 lost", 1)]
    [InlineData(200, """{"errcode":50000,"errmsg":"未知"}""", "transient peer_50000 lost", 1)]
    [InlineData(200, """{"errmsg":"没有代码"}""", "transient peer_none lost", 1)]
    [InlineData(200, """{"errcode":0}""", "transient no_receipts lost", 1)]
    [InlineData(200, """{"errcode":0,"data":{}}""", "transient no_receipts lost", 1)]
    [InlineData(200, """{"errcode":0,"da""", "transient truncated lost", 1)]
    [InlineData(200, "[]", "transient peer_none lost", 1)]
    [InlineData(200, "", "transient empty lost", 1)]
    [InlineData(200, "<html/>", "transient html lost", 1)]
    [InlineData(302, "", "transient http_302", 1)]
    [InlineData(404, "", "permanent http_404", 1)]
    [InlineData(429, "", "transient http_429", 1)]
    [InlineData(500, "", "transient http_500 lost", 1)]
    [InlineData(503, "", "transient http_503 lost", 1)]
    public async Task A_push_that_is_answered(int status, string body, string comes, int calls)
    {
        _peer.Answers(Results, body, status);
        Assert.Equal((comes, calls), (await PushAsync(DeliveryOperation.Insert), _peer.Calls(Results)));
    }

    [Theory]
    [InlineData("""{"id":"a","state":1,"reason":""}""", "a Accepted 1")]
    [InlineData("""{"id":"a","state":0,"reason":"代码未知"}""", "a Rejected 0 代码未知")]
    [InlineData("""{"id":"a","state":2,"reason":"待人工审核"}""", "a Unknown 2 待人工审核")]
    [InlineData("""{"id":"a","reason":"没有状态"}""", "a Unknown  没有状态")]
    [InlineData("""{"id":"a","state":1},{"id":"b","state":0,"reason":"代码未知"}""", "a Accepted 1; b Rejected 0 代码未知")]
    public async Task Rows_are_judged_one_by_one(string rows, string comes)
    {
        _peer.Answers(Results, $$"""{"errcode":0,"data":[{{rows}}]}""");
        Assert.Equal(comes, await PushAsync(DeliveryOperation.Insert));
    }

    [Theory]
    [InlineData("""{"id":"a","state":1,"reason":""}""", "a Withdrawn 1")]
    [InlineData("""{"id":"a","state":0,"reason":"无此记录"}""", "a Rejected 0 无此记录")]
    [InlineData("""{"id":"a","state":3,"reason":"待人工审核"}""", "a Unknown 3 待人工审核")]
    public async Task Withdrawals_are_judged_one_by_one(string rows, string comes)
    {
        _peer.Answers(Withdraw, $$"""{"errcode":0,"data":[{{rows}}]}""");
        Assert.Equal(comes, await PushAsync(DeliveryOperation.Withdraw));
    }

    [Fact]
    public async Task A_push_that_hangs_may_have_been_taken()
    {
        _peer.Hangs(Results);
        Assert.Equal("transient timeout lost", await PushAsync(DeliveryOperation.Insert));
    }

    [Fact]
    public async Task A_push_whose_answer_is_beyond_the_limit_may_have_been_taken()
    {
        _peer.Answers(Results, new string(' ', 100_000));
        Assert.Equal("transient too_large lost", await PushAsync(DeliveryOperation.Insert));
    }

    private Task<string> PushAsync(DeliveryOperation operation) => AnsweringPeer.ComesOfAsync(x => Sink().PushAsync(
        new PushBatch(Samples.Stamp("1"), operation, "[]"u8.ToArray(), ["a", "b"]), x));

    private ISink Sink() => new DoubleRandomProfile().CreateSinks(
        sandbox.Context(), new DoubleRandomOptions { BaseAddress = _peer.Address, PaasId = "id", Token = "token", Transport = _peer.Transport })[0];
}
