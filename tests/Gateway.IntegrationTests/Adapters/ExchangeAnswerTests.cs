using Gateway.Adapters.ExchangeRest;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using Xunit;

namespace Gateway.IntegrationTests.Adapters;

/// <summary>What every answer code of the exchange leads to, and how many calls it costs: the retry table, executable.</summary>
public sealed class ExchangeAnswerTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Secret =
        """{"code":"0","data":{"secret":"LDh6LJzNCB09fXMknMzXpiw4eiyczQgdPX1zJJzM16ZUfuRMyoXTthzV/Enp8P/V","secretEndTime":"2099-01-01 00:00:00"}}""";

    private readonly WireMockServer _peer = Peer();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _peer.Dispose();

    // Reads: three attempts for what passes, one for what is final; 1004 and 1005 renew the secret twice within one attempt.
    [Theory]
    [InlineData("1001", "PermanentFailure", 1, 1)]
    [InlineData("1002", "TransientFailure", 6, 1)]
    [InlineData("1003", "PermanentFailure", 1, 1)]
    [InlineData("1004", "PermanentFailure", 3, 3)]
    [InlineData("1005", "PermanentFailure", 3, 3)]
    [InlineData("1006", "TransientFailure", 3, 1)]
    [InlineData("9001", "PermanentFailure", 1, 1)]
    [InlineData("9999", "TransientFailure", 3, 1)]
    [InlineData("7777", "TransientFailure", 3, 1)]
    public async Task A_read_that_is_answered(string code, string failure, int calls, int refreshes)
    {
        Answer($$"""{"code":"{{code}}","message":"样例"}""");
        var error = await Record.ExceptionAsync(async () => await ReadAsync());
        Assert.Equal((failure, calls, refreshes), (error?.GetType().Name, Calls("/httpproxy"), Calls("/sysapi/auth/refreshappsecret")));
    }

    // Pushes: one attempt, but for the signature's sake.
    [Theory]
    [InlineData("1001", "PermanentFailure", 1)]
    [InlineData("1002", "TransientFailure", 2)]
    [InlineData("1005", "PermanentFailure", 3)]
    [InlineData("1006", "TransientFailure", 1)]
    [InlineData("9001", null, 1)]
    [InlineData("9999", "TransientFailure", 1)]
    [InlineData("7777", "TransientFailure", 1)]
    public async Task A_push_that_is_answered(string code, string? failure, int calls)
    {
        Answer($$"""{"code":"{{code}}","message":"样例"}""");
        PushOutcome? outcome = null;
        var error = await Record.ExceptionAsync(async () => outcome = await PushAsync());
        Assert.Equal((failure, calls), (error?.GetType().Name, Calls("/httpproxy")));
        Assert.Equal(code == "9001", outcome is PushOutcome.RefusedWhole);
    }

    [Theory]
    [InlineData(404, "PermanentFailure", 1, false)]
    [InlineData(429, "TransientFailure", 3, false)]
    [InlineData(500, "TransientFailure", 3, true)]
    [InlineData(503, "TransientFailure", 3, true)]
    [InlineData(302, "TransientFailure", 3, false)]
    public async Task A_status(int status, string failure, int readCalls, bool pushIsLost)
    {
        _peer.Given(Request.Create().WithPath("/httpproxy")).RespondWith(Response.Create().WithStatusCode(status));
        Assert.Equal((failure, readCalls), ((await Record.ExceptionAsync(ReadAsync))?.GetType().Name, Calls("/httpproxy")));
        var error = await Record.ExceptionAsync(PushAsync);
        Assert.Equal((readCalls + 1, pushIsLost), (Calls("/httpproxy"), error is TransientFailure { AnswerLost: true }));
    }

    [Fact]
    public async Task A_long_Retry_After_is_left_to_the_schedule()
    {
        _peer.Given(Request.Create().WithPath("/httpproxy"))
            .RespondWith(Response.Create().WithStatusCode(503).WithHeader("Retry-After", "120"));
        var failure = await Assert.ThrowsAsync<TransientFailure>(ReadAsync);
        Assert.Equal((TimeSpan.FromSeconds(120), 1), (failure.RetryAfter, Calls("/httpproxy")));
    }

    [Fact]
    public async Task A_push_that_hangs_ends_with_its_answer_lost()
    {
        _peer.Given(Request.Create().WithPath("/httpproxy"))
            .RespondWith(Response.Create().WithBody("{}").WithDelay(TimeSpan.FromSeconds(4)));
        var failure = await Assert.ThrowsAsync<TransientFailure>(PushAsync);
        Assert.Equal(("timeout", true), (failure.Code, failure.AnswerLost));
    }

    [Fact]
    public async Task The_text_for_no_rows_is_empty_only_where_a_date_was_sent()
    {
        Answer("没有数据或者时间格式错误");
        Assert.Equal("empty_text", (await Assert.ThrowsAsync<TransientFailure>(ReadAsync)).Code);
        var since = new PullRequest("610503", Feed.Matter, PullMode.Incremental, null, new DateTime(2026, 1, 1), null);
        var page = Assert.Single(await Source().ReadAsync(since, Cancelled).ToListAsync(Cancelled));
        Assert.Equal((0L, 0), (page.Total, page.Rows.Rows.Count));
    }

    [Fact]
    public async Task An_answer_beyond_the_limit_is_refused()
    {
        Answer("{\"code\":\"0\",\"pad\":\"" + new string('x', 200_000) + "\"}");
        Assert.Equal("too_large", (await Assert.ThrowsAsync<TransientFailure>(PushAsync)).Code);
    }

    [Fact]
    public async Task A_page_of_another_number_and_a_page_too_long_are_refused()
    {
        Answer("""{"code":"0","data":{"total":9,"page_num":7,"rows":[]}}""");
        Assert.Equal("wrong_page", (await Assert.ThrowsAsync<TransientFailure>(ReadAsync)).Code);
        _peer.Reset();
        Refresh(_peer);
        Answer("""{"code":"0","data":{"total":9,"page_num":1,"rows":[{},{},{}]}}""");
        Assert.Equal("page_overflow", (await Assert.ThrowsAsync<PermanentFailure>(ReadAsync)).Code);
    }

    private static WireMockServer Peer()
    {
        var server = WireMockServer.Start();
        Refresh(server);
        return server;
    }

    private static void Refresh(WireMockServer server)
    {
        // A call that nobody expected fails loudly: 404 would look like a legal answer.
        server.Given(Request.Create()).AtPriority(1000).RespondWith(Response.Create().WithStatusCode(501));
        server.Given(Request.Create().WithPath("/sysapi/auth/refreshappsecret")).RespondWith(Response.Create().WithBody(Secret));
    }

    private void Answer(string body) =>
        _peer.Given(Request.Create().WithPath("/httpproxy")).RespondWith(Response.Create().WithBody(body));

    private int Calls(string path) => _peer.LogEntries.Count(entry => entry.RequestMessage!.Path == path);

    private async Task ReadAsync() =>
        await Source().ReadAsync(new("610503", Feed.Matter, PullMode.Full, null, null, null), Cancelled).ToListAsync(Cancelled);

    private Task<PushOutcome> PushAsync()
    {
        var sink = new ExchangeRestProfile().CreateSinks(sandbox.Context(), Options())[0];
        return sink.PushAsync(new PushBatch(Samples.Stamp("1"), DeliveryOperation.Insert, "{}"u8.ToArray(), ["a"]), Cancelled);
    }

    private ISource Source() => new ExchangeRestProfile().CreateSource(sandbox.Context(), Options());

    private ExchangeRestOptions Options() => new()
    {
        BaseAddress = new Uri(_peer.Url!), Rid = "rid", AppKey = "0123456789abcdef0123456789abcdef", PageSize = 2,
        Transport = new() { RetryDelay = TimeSpan.FromMilliseconds(1), AttemptTimeout = TimeSpan.FromSeconds(2), MaxResponseBytes = 64 << 10 },
    };
}
