using Gateway.Adapters.Credit;
using Gateway.Adapters.Sinks;
using Xunit;

namespace Gateway.IntegrationTests.Adapters;

/// <summary>What every answer of the credit platform leads to, and how many calls it costs: the retry table, executable.</summary>
public sealed class CreditAnswerTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Token = "/auth/token";
    private const string Check = "/credit/check/batch";
    private const string AToken = """{"code":200,"data":{"token":"t","expiresIn":7200}}""";

    private readonly AnsweringPeer _peer = new();

    public void Dispose() => _peer.Dispose();

    // One call; a stale token is renewed once.
    [Theory]
    [InlineData(200, """{"code":400,"msg":"信封错误"}""", "refused 400 信封错误", 1, 1)]
    [InlineData(200, """{"code":401,"msg":"令牌无效"}""", "permanent peer_401", 2, 2)]
    [InlineData(200, """{"code":500,"msg":"平台异常"}""", "transient peer_500", 1, 1)]
    [InlineData(200, """{"code":777,"msg":"未知"}""", "transient peer_777 lost", 1, 1)]
    [InlineData(200, """{"msg":"没有代码"}""", "transient peer_ lost", 1, 1)]
    [InlineData(200, """{"code":200,"msg":"成功"}""", "transient no_receipts lost", 1, 1)]
    [InlineData(200, """{"code":200,"data":{"rows":{}}}""", "transient no_receipts lost", 1, 1)]
    [InlineData(200, """{"code":200,"data":{"ro""", "transient truncated lost", 1, 1)]
    [InlineData(200, """[200]""", "transient peer_ lost", 1, 1)]
    [InlineData(200, "", "transient empty lost", 1, 1)]
    [InlineData(200, "<html/>", "transient html lost", 1, 1)]
    [InlineData(302, "", "transient http_302", 1, 1)]
    [InlineData(400, "", "permanent http_400", 1, 1)]
    [InlineData(404, "", "permanent http_404", 1, 1)]
    [InlineData(429, "", "transient http_429", 1, 1)]
    [InlineData(500, "", "transient http_500 lost", 1, 1)]
    [InlineData(503, "", "transient http_503 lost", 1, 1)]
    public async Task A_push_that_is_answered(int status, string body, string comes, int calls, int tokens)
    {
        _peer.Answers(Token, AToken);
        _peer.Answers(Check, body, status);
        Assert.Equal((comes, calls, tokens), (await PushAsync("a"), _peer.Calls(Check), _peer.Calls(Token)));
    }

    [Theory]
    [InlineData("""{"id":"a","ok":true,"errors":[]}""", "a Accepted 0")]
    [InlineData("""{"id":"a","ok":false,"errors":[{"field":"JC_RQ","reason":"格式错误"},{"field":"JC_JG","reason":"缺失"}]}""", "a Rejected row_refused JC_RQ：格式错误；JC_JG：缺失")]
    [InlineData("""{"id":"a","ok":false}""", "a Rejected row_refused")]
    [InlineData("""{"id":"a","ok":"yes","msg":"已受理"}""", "a Unknown yes 已受理")]
    [InlineData("""{"id":"a"}""", "a Unknown")]
    [InlineData("""{"id":"a","ok":true},{"id":"b","ok":false,"errors":[{"field":"JC_RQ","reason":"格式错误"}]}""", "a Accepted 0; b Rejected row_refused JC_RQ：格式错误")]
    public async Task Rows_are_judged_one_by_one(string rows, string comes)
    {
        _peer.Answers(Token, AToken);
        _peer.Answers(Check, """{"code":200,"data":{"rows":[""" + rows + "]}}");
        Assert.Equal(comes, await PushAsync("a", "b"));
    }

    [Fact]
    public async Task A_push_that_hangs_may_have_been_taken()
    {
        _peer.Answers(Token, AToken);
        _peer.Hangs(Check);
        Assert.Equal("transient timeout lost", await PushAsync("a"));
    }

    [Fact]
    public async Task A_push_whose_answer_is_beyond_the_limit_may_have_been_taken()
    {
        _peer.Answers(Token, AToken);
        _peer.Answers(Check, new string(' ', 100_000));
        Assert.Equal("transient too_large lost", await PushAsync("a"));
    }

    // Without a token nothing was sent: nothing can be lost. A refused request is made once more by the platform's clock.
    [Theory]
    [InlineData(200, """{"code":400,"msg":"缺少 appId"}""", "permanent token_400", 2)]
    [InlineData(200, """{"code":401,"msg":"签名错误"}""", "permanent token_401", 2)]
    [InlineData(200, """{"code":500,"msg":"平台异常"}""", "transient token_500", 1)]
    [InlineData(200, """{"code":777,"msg":"未知"}""", "transient token_777", 1)]
    [InlineData(200, """{"code":200,"data":{"token":""}}""", "transient token_malformed", 1)]
    [InlineData(200, """{"code":200}""", "transient token_malformed", 1)]
    [InlineData(200, "", "transient empty", 1)]
    [InlineData(200, "<html/>", "transient html", 1)]
    [InlineData(404, "", "permanent http_404", 1)]
    [InlineData(503, "", "transient http_503", 1)]
    public async Task A_token_that_is_not_given(int status, string body, string comes, int calls)
    {
        _peer.Answers(Token, body, status);
        Assert.Equal((comes, calls, 0), (await PushAsync("a"), _peer.Calls(Token), _peer.Calls(Check)));
    }

    private Task<string> PushAsync(params string[] ids) => AnsweringPeer.ComesOfAsync(x => Sink().PushAsync(
        new PushBatch(Samples.Stamp("1"), DeliveryOperation.Insert, "[]"u8.ToArray(), ids), x));

    private CreditCheckSink Sink() => (CreditCheckSink)new CreditProfile().CreateSinks(
        sandbox.Context(),
        new CreditOptions
        {
            BaseAddress = _peer.Address, AppId = "id", AppSecret = "secret", PlatformPublicKey = sandbox.Credit().PlatformPublicKey,
            Transport = _peer.Transport,
        })[0];
}
