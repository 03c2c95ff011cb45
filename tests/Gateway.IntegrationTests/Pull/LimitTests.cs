using System.IO.Compression;
using System.Text;
using Gateway.Contracts;
using Gateway.Pipeline.Pull;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Gateway.IntegrationTests.Pull;

/// <summary>R13: what is too large or too deep once it is unpacked costs a failed read or a row, never the process and never other rows.</summary>
public sealed class LimitTests(PostgresFixture postgres)
{
    private const string Area = "610503";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_zip_bomb_ends_the_read_and_the_next_one_recovers()
    {
        // It never ends: a reader that goes on behind its limit would not come back.
        var (body, endless) = (Gzip(64 << 20), true);
        await using var platform = await PlatformAsync(() => (body, "gzip"), () => endless);
        await using var gateway = await StartAsync(platform);
        var failed = Assert.IsType<PullOutcome.Failed>(await gateway.PullAsync(Area, Feed.Task).WaitAsync(TimeSpan.FromMinutes(3), Cancelled));
        Assert.Equal("too_large", failed.Code);
        (body, endless) = (Gzip(Encoding.UTF8.GetBytes(Answer(Task("T1")))), false);
        Assert.Equal(1, (await gateway.PullDoneAsync(Area, Feed.Task)).New);
    }

    [Fact]
    public async Task A_row_that_is_too_deep_or_holds_too_much_is_kept_apart_and_its_neighbours_are_not()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 5_000)) + string.Concat(Enumerable.Repeat("]", 5_000));
        var rows = string.Join(',', Task("T1"), Task("T2", $"\"joinDepts\":{deep}"), Task("T3", $"\"checkWay\":\"{new string('x', 2 << 20)}\""), "42", Task("T4", "\"checkWay\":\"a\\u0000b\""), Task("T5"));
        await using var platform = await PlatformAsync(() => (Encoding.UTF8.GetBytes(Answer(rows)), null));
        await using var gateway = await StartAsync(platform);
        var counters = await gateway.PullDoneAsync(Area, Feed.Task);
        Assert.Equal((6, 3, 3), (counters.Fetched, counters.New, counters.Quarantined));
        Assert.Equal("T1,T4,T5", await gateway.ScalarAsync<string>("select string_agg(task_code, ',' order by task_code) from task"));
        Assert.Equal(3, (await gateway.StatusAsync(Area, Feed.Task)).Quarantine[ReasonCodes.RowUnreadable]);
    }

    [Fact]
    public async Task Drift_is_reported_once_with_its_count_and_breaks_nothing()
    {
        await using var platform = await PlatformAsync(() => (Encoding.UTF8.GetBytes(Answer($"{Task("T1", "\"colour\":1,\"checkWay\":{}")},{Task("T2", "\"colour\":2")}")), null));
        await using var gateway = await StartAsync(platform);
        for (var pull = 0; pull < 3; pull++)
        {
            await gateway.PullDoneAsync(Area, Feed.Task, full: true);
        }

        Assert.Equal(2, await gateway.ScalarAsync<long>("select occurrences from quality_issue where problem = 'field_new' and field = 'colour'"));
        Assert.Equal(1, await gateway.ScalarAsync<long>("select count(*) from quality_issue where problem = 'field_new' and field = 'colour'"));
        Assert.Equal(1, await gateway.ScalarAsync<long>("select count(*) from quality_issue where problem = 'field_retyped'"));
        Assert.Equal(1, await gateway.ScalarAsync<long>("select count(*) from audit_entry where detail like '%field_new%'"));
    }

    private Task<GatewayUnderTest> StartAsync(WebApplication platform) =>
        GatewayUnderTest.StartAsync(postgres, new Uri(platform.Urls.Single() + "/"), x =>
        {
            x["Gateway:Profiles:DoubleRandom:Transport:MaxResponseBytes"] = $"{16 << 20}";
            x["Gateway:Profiles:DoubleRandom:Transport:ReadRetries"] = "0";
        });

    /// <summary>A platform of tasks that answers as the test says.</summary>
    private static async Task<WebApplication> PlatformAsync(Func<(byte[] Body, string? Encoding)> answer, Func<bool>? endless = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(async context =>
        {
            var (body, encoding) = answer();
            context.Response.ContentType = "application/json";
            if (encoding is not null)
            {
                context.Response.Headers.ContentEncoding = encoding;
            }

            do
            {
                await context.Response.Body.WriteAsync(body, context.RequestAborted);
            }
            while (endless?.Invoke() == true && !context.RequestAborted.IsCancellationRequested);
        });
        await app.StartAsync(Cancelled);
        return app;
    }

    private static string Answer(string tasks) => $$"""{"errcode":0,"errmsg":"","tasks":[{{tasks}}],"cursor":"c1","more":false}""";

    private static string Task(string code, string? more = null) =>
        $$"""{"taskCode":"{{code}}","taskName":"抽查","startsOn":"2026-03-01","endsOn":"2026-11-30"{{(more is null ? "" : "," + more)}}}""";

    private static byte[] Gzip(int zeros) => Gzip(new byte[zeros]);

    private static byte[] Gzip(byte[] clear)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(clear);
        }

        return packed.ToArray();
    }
}
