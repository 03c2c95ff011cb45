using Gateway.Contracts.Results;
using Gateway.IntegrationTests.Push;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Reconcile;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Reconcile;

/// <summary>A ledger that can't be read, a target that moves, a process that dies: no false finding, no repair done twice or unwarranted.</summary>
public sealed class ReconcileFaultTests(SharedReconcileBench shared) : IClassFixture<SharedReconcileBench>
{
    private static readonly PushTarget Target = PushTarget.DoubleRandom;

    private PushBench Bench => shared.Bench;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when a failure of the read is taken for the end of the ledger: all that it did not show would be sent again.
    [Theory]
    [InlineData("500")]
    [InlineData("empty")]
    [InlineData("truncated")]
    public async Task A_ledger_that_breaks_off_is_a_failed_run_and_repairs_nothing(string kind)
    {
        await Bench.StoreNewAsync(2);
        await Bench.SettleForComparisonAsync();
        await Bench.FaultAsync(new { kind, profile = Target.Profile, path = "ledger", skip = 1 });
        var failed = Assert.IsType<ReconcileOutcome.Failed>(await Bench.ReconcileAsync(Target, repair: true));
        Assert.True(await Bench.EndFaultsAsync() >= 3, "the day was tried again");
        Assert.Empty(await Bench.FindingsAsync(Target));
        Assert.Empty(await Bench.OpenAsync(Target.Name));
        Assert.Equal([$"failed {failed.Code}：{failed.Message}"], await LastRunAsync());
        Assert.True((await Bench.ComparedAsync(Target)).Clean);
    }

    [Fact]
    public async Task A_day_that_was_not_read_whole_is_read_again()
    {
        await Bench.StoreNewAsync(1);
        await Bench.SettleForComparisonAsync();
        await Bench.FaultAsync(new { kind = "503", profile = Target.Profile, path = "ledger", skip = 2, count = 1 });
        Assert.True((await Bench.ComparedAsync(Target)).Clean);
        Assert.Equal(1, await Bench.EndFaultsAsync());
    }

    // Fails when what is in flight is compared (CompareStore: no flight), or what ended while the ledger was read (no second booking, no tolerance).
    [Fact]
    public async Task Deliveries_that_go_on_meanwhile_are_no_findings()
    {
        await Bench.StoreNewAsync(5);
        await Bench.SettleForComparisonAsync();
        using var enough = new CancellationTokenSource();
        var delivering = Task.Run(
            async () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    var results = await Bench.StoreNewAsync(3);
                    await Bench.DrainAsync();
                    await Bench.StoreAsync(results[0] with { Version = 2, Results = [ResultCode.CorrectedOnOrder] });
                    await Bench.DrainAsync();
                }
            },
            Cancelled);
        try
        {
            var moved = 0L;
            for (var round = 0; round < 20 && moved == 0; round++)
            {
                foreach (var target in PushTarget.All)
                {
                    // A platform whose ledger moves under every attempt at a day says so; it never gives a finding.
                    if (await Bench.ReconcileAsync(target, repair: true) is ReconcileOutcome.Completed done)
                    {
                        Assert.True(done.Counts.Findings == 0, $"{done.Counts}; {string.Join("; ", await Bench.FindingsAsync(target))}");
                        moved += done.Counts.Moved;
                    }
                }
            }

            Assert.True(moved > 0, "nothing was delivered meanwhile");
        }
        finally
        {
            await enough.CancelAsync();
            await delivering;
        }
    }

    // Fails when a decided finding stays open, or when a run that was left repairing is not gone on with.
    [Fact]
    public async Task Repairs_that_a_dead_process_left_are_gone_on_with_and_none_is_done_twice()
    {
        var results = await Bench.StoreNewAsync(4);
        await Bench.SettleForComparisonAsync();
        foreach (var result in results)
        {
            await Bench.SpoilAsync(Target, "drop", Target.IdOf(result));
        }

        // As a process leaves it that dies between comparing and repairing.
        Assert.Equal(4, (await Bench.ComparedAsync(Target)).MissingThere);
        await Bench.ListAsync("with left_so as (update reconcile_run set state = 'repairing' where run_id = (select max(run_id) from reconcile_run) returning 1) select '' from left_so");
        for (var i = 0; i < 2; i++)
        {
            // The next run finishes the earlier one first; what it finds itself is on its way already.
            await Bench.ReconcileAsync(Target, repair: true);
        }

        string[] expected = [.. results.SelectMany(x => new[] { $"{x.Id}#1 i@double-random = accepted", $"{x.Id}#1 i@double-random = queued" })];
        Assert.Equal(expected, (await Bench.StatesAsync(Target.Name)).Where(x => results.Any(y => x.StartsWith(y.Id + "#", StringComparison.Ordinal))));
        await Bench.SettleForComparisonAsync();
        Assert.True((await Bench.ComparedAsync(Target)).Clean);
    }

    // Fails when only newer versions that were taken count as newer (RepairRules): the older one would be published again after its correction.
    [Fact]
    public async Task An_older_version_is_not_sent_again_where_a_newer_one_was_parked()
    {
        var result = (await Bench.StoreNewAsync(1))[0];
        await Bench.SettleAsync();
        await Bench.StoreAsync(result with { Version = 2, Results = [ResultCode.OtherViolation] });
        await Bench.SettleForComparisonAsync();
        Assert.Contains($"{result.Id}#2 u@double-random = parked no_code", await Bench.StatesAsync(Target.Name));
        await Bench.SpoilAsync(Target, "drop", Target.IdOf(result));
        Assert.Equal(0, Assert.IsType<ReconcileOutcome.Completed>(await Bench.ReconcileAsync(Target, repair: true)).Queued);
        Assert.Equal([$"missing_there {Target.IdOf(result)} resend skipped 之后的推送被驳回或停放，请在操作台处理"], await Bench.FindingsAsync(Target));

        // A higher version that can be told puts an end to it.
        await Bench.StoreAsync(result with { Version = 3 });
        await Bench.SettleForComparisonAsync();
        Assert.True((await Bench.ComparedAsync(Target)).Clean);
    }

    // Fails when the threshold is left out (ReconcileRules.Hold): an empty ledger would send a month anew.
    [Fact]
    public async Task More_than_can_be_believed_is_held_until_a_person_has_asked()
    {
        var results = await Bench.StoreNewAsync(25);
        await Bench.SettleForComparisonAsync();
        foreach (var result in results)
        {
            await Bench.SpoilAsync(Target, "drop", Target.IdOf(result));
        }

        var held = Assert.IsType<ReconcileOutcome.Held>(await Bench.ReconcileAsync(Target, repair: true));
        Assert.Equal(25, held.Counts.MissingThere);
        Assert.Empty(await Bench.OpenAsync(Target.Name));
        Assert.Equal([$"held {held.Message}"], await LastRunAsync());
        Assert.Equal(25, Assert.IsType<ReconcileOutcome.Completed>(await Bench.ReconcileAsync(Target, repair: true, acceptMany: true)).Queued);
        await Bench.SettleForComparisonAsync();
        Assert.True((await Bench.ComparedAsync(Target)).Clean);
    }

    [Fact]
    public async Task A_second_process_is_told_that_one_is_at_it()
    {
        await Bench.FaultAsync(new { kind = "hang", profile = Target.Profile, path = "ledger", count = 1, delayMs = 3000 });
        var first = Bench.ReconcileAsync(Target);
        await Until.TrueAsync(
            "the first one reads", TimeSpan.FromSeconds(60),
            async _ => (await Bench.ListAsync("select name from lease where name like 'reconcile:%:double-random' and until > clock_timestamp()")).Length > 0, Cancelled);
        var second = await Bench.ReconcileAsync(Target);
        await first;
        await Bench.EndFaultsAsync();
        Assert.IsType<ReconcileOutcome.Busy>(second);
    }

    // Fails when a placement takes the keys of other targets off the queue (PlacementStore.ReadEarlierAsync without the target).
    [Fact]
    public async Task A_repair_at_one_target_leaves_what_waits_for_another()
    {
        var result = (await Bench.StoreNewAsync(1))[0];
        await Bench.SettleForComparisonAsync();
        await Bench.ListAsync(
            $"""
            with again as (update delivery set state = 'queued', ended_at = null where doc_id = '{result.Id}' and target = 'credit' returning *)
            insert into delivery_queue (target, area, kind, operation, delivery_id, doc_id, version)
            select target, area, kind, operation, delivery_id, doc_id, version from again returning doc_id
            """);
        await Bench.SpoilAsync(Target, "drop", Target.IdOf(result));
        await Bench.ReconcileAsync(Target, repair: true);
        await Bench.SettleAsync();
        Assert.Empty(await Bench.OpenAsync("credit"));
        Assert.Equal(DeliveryStates.Accepted, Assert.Single((await Bench.AskAsync(result.Id!)).Targets, x => x.Target == "credit").State);
    }

    private Task<string[]> LastRunAsync() => Bench.ListAsync("select state || ' ' || message from reconcile_run order by run_id desc limit 1");
}
