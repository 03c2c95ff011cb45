using Gateway.Contracts;
using Gateway.Contracts.Results;
using Gateway.IntegrationTests.Push;
using Gateway.Pipeline.Reconcile;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Notes.Yunling;

/// <summary>
/// An opaque cursor, tokens that end at once when a new one is issued, SM2/SM4 envelopes both ways, deletions by keyset, withdrawal by its
/// own call, and a ledger that is asked when an answer was lost; YAML only.
/// </summary>
public sealed class YunlingTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subjects_are_read_by_the_platform_s_cursor_and_deletions_by_their_key()
    {
        await using var platform = new YunlingPlatform(new ForwardClock());
        foreach (var number in Enumerable.Range(0, 25))
        {
            platform.Put(number);
        }

        await using var bench = await StartAsync(postgres, platform);
        var full = await bench.Gateway.PullDoneAsync(NoteBench.Area, Feed.Subject, full: true);
        Assert.Equal((25, 25, 1), (full.Fetched, full.New, platform.Tokens));

        platform.Put(3, "云岭样例更名有限公司");
        platform.Put(25);
        platform.ForgetTokens();
        var changed = await bench.Gateway.PullDoneAsync(NoteBench.Area, Feed.Subject);
        Assert.Equal((2, 1, 1, 0, 2), (changed.Fetched, changed.New, changed.Changed, changed.DeletedByRow, platform.Tokens));

        // More than a page of them share one instant; the subjects' own cursor is not moved by them.
        platform.Delete(5, 6, 7, 8, 9);
        var deleted = await bench.Gateway.PullDoneAsync(NoteBench.Area, Feed.Subject);
        Assert.Equal((0, 0, 5), (deleted.New, deleted.Changed, deleted.DeletedByRow));
        Assert.Equal(21, await bench.Gateway.ScalarAsync<long>("select count(*) from subject"));
    }

    [Fact]
    public async Task Landed_pages_are_in_clear_and_mean_the_same_when_they_are_read_again()
    {
        await using var platform = new YunlingPlatform(new ForwardClock());
        platform.Put(1);
        platform.Put(2);
        await using var bench = await StartAsync(postgres, platform);
        await bench.Gateway.PullDoneAsync(NoteBench.Area, Feed.Subject, full: true);
        platform.Delete(2);
        await bench.Gateway.PullDoneAsync(NoteBench.Area, Feed.Subject);

        var replayed = await bench.Gateway.Get<Gateway.Pipeline.Pull.ReplayJob>().RunAsync(NoteBench.Area, Feed.Subject, Cancelled);
        Assert.IsType<Gateway.Pipeline.Pull.PullOutcome.Completed>(replayed);
        Assert.Equal(["YL0001"], await bench.ListAsync("select identity from subject"));
    }

    [Fact]
    public async Task A_lost_answer_asks_the_ledger_and_nothing_is_reported_twice()
    {
        await using var platform = new YunlingPlatform(new ForwardClock());
        await using var bench = await StartAsync(postgres, platform);
        var (kept, gone) = (ResultSamples.Result("R1"), ResultSamples.Result("R2") with { Results = [ResultCode.CorrectedOnOrder, ResultCode.ProblemPending] });
        platform.Spoil("results", "reset");
        await bench.StoreAsync(kept, gone);

        await bench.SettleAsync();
        Assert.Equal(1, platform.Calls.Count(call => call == "POST /v2/results"));
        await bench.StoreAsync(kept with { Version = 2, ActionName = "联合复查", Results = [ResultCode.CorrectedOnOrder] });
        await bench.WithdrawAsync(gone);
        await bench.SettleAsync();

        Assert.Equal(
            ["R1#1 i = accepted", "R1#2 u = accepted", "R2#1 i = accepted", "R2#1 d = withdrawn"], await bench.StatesAsync());
        Assert.Equal(
            ["610502-R1 ON F", "610502-R2 OFF P,F"],
            platform.Held.Select(held => $"{held.Key} {held.Value.State} {string.Join(',', held.Value.Row["codes"]!.AsArray())}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_ledger_agrees_with_what_our_books_say()
    {
        await using var platform = new YunlingPlatform(new ForwardClock());
        await using var bench = await StartAsync(postgres, platform);
        var results = Enumerable.Range(0, 45).Select(x => ResultSamples.Result($"R{x:00}")).ToArray();
        await bench.StoreAsync(results);
        await bench.SettleAsync();
        await bench.WithdrawAsync(results[7]);
        await bench.SettleAsync();

        // The ledger and our books are equal, and one that was altered behind our back is found.
        var clean = await ComparedAsync(bench);
        Assert.True(clean.Clean && clean.Matched == 45 && clean.OursSha256 == clean.TheirsSha256, $"{clean}");
        platform.Held["610502-R03"] = (platform.Held["610502-R03"].Row, "OFF");
        Assert.Equal(1, (await ComparedAsync(bench)).ShouldBePublished);
    }

    private static async Task<ReconcileCounts> ComparedAsync(NoteBench bench)
    {
        // An entry younger than the comparison's grace is not judged yet.
        bench.Pass(TimeSpan.FromDays(1));
        var day = new DateOnly(2026, 11, 3);
        var outcome = await bench.Gateway.Get<ReconcileJob>().RunAsync(
            new ReconcileCommand(NoteBench.Area, "yunling", day, day, ReconcileOrigins.Manual, Repair: false), null, Cancelled);
        return Assert.IsType<ReconcileOutcome.Completed>(outcome).Counts;
    }

    internal static async Task<NoteBench> StartAsync(PostgresFixture postgres, YunlingPlatform platform)
    {
        await platform.StartAsync(Cancelled);
        return await NoteBench.StartAsync(postgres, "Yunling", "yunling", platform.SharedClock, new()
        {
            ["Yunling:BaseAddress"] = platform.Address.ToString(),
            ["Yunling:AppId"] = YunlingPlatform.AppId,
            ["Yunling:AppSecret"] = YunlingPlatform.Secret,
            ["Yunling:PrivateKey"] = YunlingPlatform.CallerPrivateKey,
            ["Yunling:Cipher:PlatformPublicKey"] = YunlingPlatform.PlatformPublicKey,
        });
    }
}
