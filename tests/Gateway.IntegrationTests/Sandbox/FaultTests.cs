using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Faults on demand do what their names say, as often as they were asked to.</summary>
public sealed class FaultTests(SandboxSession session) : IClassFixture<SandboxSession>
{
    private const string Sid = "s_610000_plan";
    private const string Query = "?area_number=610502&mode=full&page_num=1&page_size=10";
    private readonly ExchangeCaller _caller = new(session);

    [Theory]
    [InlineData("500", 500)]
    [InlineData("503", 503)]
    [InlineData("429", 429)]
    public async Task Answers_with_a_status_and_retry_after(string kind, int status)
    {
        await session.FaultAsync(new { kind, profile = "p1", sid = Sid, count = 1, retryAfter = 7 });
        using var response = await _caller.SendAsync(Sid, Query);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.Equal("0", await _caller.CodeAsync(Sid, Query));
    }

    [Fact]
    public async Task Answers_200_with_html_nothing_or_garbage()
    {
        await _caller.RefreshAsync();
        foreach (var kind in new[] { "html", "empty", "garbage" })
        {
            await session.FaultAsync(new { kind, profile = "p1", count = 1 });
            using var response = await _caller.SendAsync(Sid, Query);
            var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(bytes));
            Assert.Equal(kind == "empty", bytes.Length == 0);
            await session.NoFaultsAsync();
        }
    }

    [Fact]
    public async Task Truncates_cuts_and_recodes_the_right_answer()
    {
        var right = await _caller.TextAsync(Sid, Query);
        await session.FaultAsync(new { kind = "truncated", profile = "p1", count = 1 });
        using var truncated = await _caller.SendAsync(Sid, Query);
        var half = await truncated.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.GetByteCount(right) / 2, half.Length);
        await session.FaultAsync(new { kind = "cut", profile = "p1", count = 1 });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _caller.TextAsync(Sid, Query));
        await session.FaultAsync(new { kind = "gbk", profile = "p1", count = 1 });
        using var response = await _caller.SendAsync(Sid, Query);
        Assert.Equal("UTF-8", response.Content.Headers.ContentType?.CharSet);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(right, CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(bytes));
        await session.FaultAsync(new { kind = "slow", profile = "p1", count = 1, delayMs = 300 });
        Assert.Equal(right, await _caller.TextAsync(Sid, Query));
    }

    [Fact]
    public async Task Resets_before_or_after_taking_the_request()
    {
        await _caller.RefreshAsync();
        await session.FaultAsync(new { kind = "reset-before", profile = "p1", sid = "s_610000_result_push", count = 1 });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _caller.PushAsync("result", SampleRows.Result("610502-before")));
        await session.NoFaultsAsync();
        await session.FaultAsync(new { kind = "reset-after", profile = "p1", sid = "s_610000_result_push", count = 1 });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _caller.PushAsync("result", SampleRows.Result("610502-after")));
        var ids = (await session.LedgerAsync("p1")).Select(line => line.GetProperty("id").GetString()).ToList();
        Assert.DoesNotContain("610502-before", ids);
        Assert.Contains("610502-after", ids);
    }

    [Fact]
    public async Task Takes_the_request_and_loses_the_answer_where_asked()
    {
        await _caller.RefreshAsync();
        await session.FaultAsync(new { kind = "500", profile = "p1", sid = "s_610000_result_push", count = 1, take = true });
        using var response = await _caller.SendAsync("s_610000_result_push", "", new { cd_batch = "2026112300001", rows = new[] { SampleRows.Result("610502-taken") } });
        Assert.Equal(500, (int)response.StatusCode);
        Assert.Contains(await session.LedgerAsync("p1"), line => line.GetProperty("id").GetString() == "610502-taken");
    }

    [Fact]
    public async Task Hangs_until_the_caller_gives_up()
    {
        await _caller.RefreshAsync();
        await session.FaultAsync(new { kind = "hang", profile = "p1", sid = "s_610000_expert", count = 1, delayMs = 400 });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _caller.TextAsync("s_610000_expert", Query));
        Assert.Equal("0", await _caller.CodeAsync("s_610000_expert", Query));
    }

    [Fact]
    public async Task Strikes_a_share_after_skipping_and_says_how_often()
    {
        await _caller.RefreshAsync();
        await session.NoFaultsAsync();
        await session.FaultAsync(new { kind = "500", profile = "p1", share = 0.5, skip = 10, seed = 3 });
        var struck = 0;
        for (var i = 0; i < 60; i++)
        {
            using var response = await _caller.SendAsync(Sid, Query);
            struck += (int)response.StatusCode == 500 ? 1 : 0;
            Assert.True(i >= 10 || struck == 0);
        }

        Assert.InRange(struck, 10, 40);
        var rule = (await session.ControlAsync(HttpMethod.Get, "_sandbox/faults"))[0];
        Assert.Equal((60, struck), (rule.GetProperty("seen").GetInt32(), rule.GetProperty("struck").GetInt32()));
        await session.NoFaultsAsync();
        Assert.Equal("0", await _caller.CodeAsync(Sid, Query));
    }

    [Fact]
    public async Task Refuses_a_kind_it_does_not_know()
    {
        using var response = await session.Http.PostAsync("_sandbox/faults", SandboxSession.Json(new { kind = "earthquake" }), TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)response.StatusCode);
    }
}
