using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Desk;
using Gateway.Pipeline.Disclosure;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.Desk;

/// <summary>R21: an operator's retry acts on exactly what was shown.</summary>
public sealed class RetryDeskTests(PostgresFixture postgres) : DeliveryBenchTests(postgres)
{
    private readonly FakePeer _peer = new();

    protected override ValueTask PrepareAsync()
    {
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _peer));
        return ValueTask.CompletedTask;
    }

    // Fails when FailureStore leaves out AsOf (pg_visible_in_snapshot): what failed between the page and the press is sent too.
    [Fact]
    public async Task A_retry_sends_exactly_the_500_that_were_shown_while_300_more_fail()
    {
        await RejectAsync("A", 500);
        var shown = await Failures.SnapshotAsync(Cancelled);
        var group = Assert.Single(await Failures.GroupsAsync(new FailureQuery(AsOf: shown), Cancelled));
        Assert.Equal(500, group.Count);
        await RejectAsync("B", 150);
        var operation = await FreezeAsync(new FailureQuery(Group: group.Key, AsOf: shown));
        _peer.OnPush = null;
        await PressAsync(operation, DeskPress.Start, goesOn: true);
        await StepAsync();
        await RejectAsync("C", 150);
        _peer.OnPush = null;
        await FinishAsync(operation);
        Assert.Equal(500, _peer.Ledger.Count);
        Assert.All(_peer.Ledger, x => Assert.True(x.Key.Contains("-A", StringComparison.Ordinal) && x.Value.Times == 1));
        Assert.Equal(300, Assert.Single(await Failures.GroupsAsync(new FailureQuery(), Cancelled)).Count);
        var done = await FindAsync(operation);
        Assert.Equal((OperationStates.Done, 500L, 500L), (done.State, done.Items, done.Succeeded));
    }

    [Fact]
    public async Task One_goes_first_and_a_trial_that_fails_holds_the_rest()
    {
        await RejectAsync("A", 20);
        var operation = await FreezeAsync(new FailureQuery());
        var before = _peer.Pushes.Count;
        await PressAsync(operation, DeskPress.Start, goesOn: true);
        await StepAsync();
        await StepAsync();
        var held = await FindAsync(operation);
        Assert.Equal((OperationStates.Paused, 1L, 19L), (held.State, held.Failed, held.Waiting));
        Assert.Contains("格式错误", held.Note, StringComparison.Ordinal);
        Assert.Equal(before + 1, _peer.Pushes.Count);
    }

    [Fact]
    public async Task After_a_good_trial_the_rest_waits_for_a_press_and_goes_at_the_rate()
    {
        await RejectAsync("A", 30);
        _peer.OnPush = null;
        var operation = await FreezeAsync(new FailureQuery());
        await PressAsync(operation, DeskPress.Start);
        await StepAsync();
        await StepAsync();
        Assert.Equal(OperationStates.Tried, (await FindAsync(operation)).State);
        await PressAsync(operation, DeskPress.GoOn, perMinute: 60);
        await StepAsync();
        Assert.Equal(1 + 5, _peer.Ledger.Count);
        await StepAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(1 + 5, _peer.Ledger.Count);
        await StepAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(1 + 10, _peer.Ledger.Count);
        await PressAsync(operation, DeskPress.Pause);
        await StepAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1 + 10, _peer.Ledger.Count);
        await PressAsync(operation, DeskPress.Cancel);
        await StepAsync(TimeSpan.FromMinutes(1));
        var over = await FindAsync(operation);
        Assert.Equal((OperationStates.Cancelled, 11L, 19L), (over.State, over.Succeeded, over.Skipped));
    }

    [Fact]
    public async Task Two_operators_who_press_the_same_group_send_each_record_once()
    {
        await RejectAsync("A", 50);
        _peer.OnPush = null;
        var one = await FreezeAsync(new FailureQuery());
        var other = await FreezeAsync(new FailureQuery());
        await PressAsync(one, DeskPress.Start, goesOn: true);
        await PressAsync(other, DeskPress.Start, goesOn: true);
        await FinishAsync(one);
        await FinishAsync(other);
        Assert.All(_peer.Ledger.Values, x => Assert.Equal(1, x.Times));
        Assert.Equal(50, (await FindAsync(one)).Succeeded + (await FindAsync(other)).Succeeded);
    }

    // Fails when RetryRunner commits a step's placements before it has marked its items (two transactions): some records go twice.
    [Fact]
    public async Task Two_processes_whose_connections_are_cut_again_and_again_send_each_record_once()
    {
        await RejectAsync("A", 300);
        _peer.OnPush = null;
        var operation = await FreezeAsync(new FailureQuery());
        await PressAsync(operation, DeskPress.Start, perMinute: 600, goesOn: true);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var cuts = 0;
        var cutter = Task.Run(async () =>
        {
            var random = new Random(20261125);
            while (!over.IsCancellationRequested)
            {
                await Task.Delay(random.Next(5, 60), Cancelled);
                await using var other = new Npgsql.NpgsqlConnection(Bench.ConnectionString + ";Application Name=cutter;Pooling=false");
                await other.OpenAsync(Cancelled);
                await using var cut = new Npgsql.NpgsqlCommand(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name <> 'cutter' and query like '%desk_%'", other);
                cuts += await cut.ExecuteScalarAsync(Cancelled) is true ? 1 : 0;
            }
        }, Cancelled);
        async Task RunAsync()
        {
            var runner = Bench.Process().GetRequiredService<RetryRunner>();
            for (var i = 0; i < 60; i++)
            {
                Bench.Clock.Advance(TimeSpan.FromSeconds(5));
                try
                {
                    await runner.RunDueAsync(Cancelled);
                }
                catch (Npgsql.NpgsqlException)
                {
                    // The step is gone; the next one finds the operation as it was.
                }

                if (i % 4 == 0)
                {
                    try
                    {
                        await Bench.DrainAsync(Cancelled);
                    }
                    catch (Npgsql.NpgsqlException)
                    {
                        // Delivery's own tests prove what it does then.
                    }
                }
            }
        }

        await Task.WhenAll(RunAsync(), RunAsync());
        await over.CancelAsync();
        await cutter;
        await FinishAsync(operation);
        Assert.True(cuts > 0, "no connection was cut");
        Assert.Equal(300, _peer.Ledger.Count);
        Assert.All(_peer.Ledger.Values, x => Assert.Equal(1, x.Times));
        Assert.Equal(300, (await FindAsync(operation)).Succeeded);
    }

    // Fails when RetryRules no longer looks at Highest and Withdrawn.
    [Fact]
    public async Task What_was_superseded_or_withdrawn_since_is_skipped_with_the_reason()
    {
        await RejectAsync("A", 3);
        var operation = await FreezeAsync(new FailureQuery());
        _peer.OnPush = null;
        await Bench.StoreAsync(ResultSamples.Result("A0", 2));
        await Bench.Process().GetRequiredService<WithdrawalIntake>().StoreAsync(
            ResultSamples.Area, "A1", new WithdrawalRequest("录入错误", "纠错通知"), Cancelled);
        await Bench.DrainAsync(Cancelled);
        await PressAsync(operation, DeskPress.Start, goesOn: true);
        await FinishAsync(operation);
        Assert.Equal(["610502-A0", "610502-A2"], _peer.Ledger.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("A0|2", 1), _peer.Ledger["610502-A0"]);
        var done = await FindAsync(operation);
        Assert.Equal((1L, 2L), (done.Succeeded, done.Skipped));
    }

    // Fails when RetryRules places anew what was parked with a lost answer (OpenBatch ignored): the peer is not asked.
    [Fact]
    public async Task A_batch_whose_answer_was_lost_goes_on_whole_asked_after_first_with_the_same_bytes()
    {
        Bench.Options.RetryDelays = [];
        _peer.OnPush = (batch, _) =>
        {
            _peer.Take(batch);
            throw new TransientFailure("reset", "连接中断", answerLost: true);
        };
        await Bench.StoreAsync(ResultSamples.Result("R1"), ResultSamples.Result("R2"));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(2, Assert.Single(await Failures.GroupsAsync(new FailureQuery(), Cancelled)).Parked);
        var half = await FreezeAsync(new FailureQuery(DocId: "R1"));
        await PressAsync(half, DeskPress.Start);
        await StepAsync();
        Assert.Contains("整批", Assert.Single(await Items.ListAsync(half, 10, Cancelled)).Why, StringComparison.Ordinal);
        var bytes = Assert.Single(_peer.Pushes);
        _peer.OnProbe = (batch, _) => Task.FromResult(FakePeer.Verdicts(batch, VerdictKind.Accepted));
        var whole = await FreezeAsync(new FailureQuery());
        await PressAsync(whole, DeskPress.Start);
        await FinishAsync(whole);
        Assert.Equal(["push", "probe"], _peer.Calls);
        Assert.Equal(bytes, Assert.Single(_peer.Pushes));
        Assert.Equal(2, (await FindAsync(whole)).Succeeded);
    }

    private FailureStore Failures => Bench.Process().GetRequiredService<FailureStore>();

    private ItemStore Items => Bench.Process().GetRequiredService<ItemStore>();

    private async Task RejectAsync(string name, int count)
    {
        _peer.OnPush = (batch, _) => Task.FromResult<PushOutcome>(new PushOutcome.Answered(
            [.. batch.WireIds.Select(x => new RowVerdict(x, VerdictKind.Rejected, "2002", $"记录 {x} 格式错误"))]));
        await Bench.StoreAsync([.. Enumerable.Range(0, count).Select(x => ResultSamples.Result($"{name}{x}"))]);
        await Bench.DrainAsync(Cancelled);
    }

    private async Task<long> FreezeAsync(FailureQuery query) =>
        Assert.IsType<PressOutcome.Done>(await Bench.Process().GetRequiredService<RetryDesk>().FreezeAsync(query, null, "测试", "甲", Cancelled)).Operation.Id;

    private async Task PressAsync(long operation, DeskPress press, int? perMinute = null, bool? goesOn = null) =>
        Assert.IsType<PressOutcome.Done>(
            await Bench.Process().GetRequiredService<RetryDesk>().PressAsync(operation, press, perMinute, goesOn, "甲", Cancelled));

    private async Task<DeskOperation> FindAsync(long operation) =>
        await Bench.Process().GetRequiredService<OperationStore>().FindAsync(operation, Cancelled) ?? throw new InvalidOperationException();

    private async Task StepAsync(TimeSpan? later = null)
    {
        Bench.Clock.Advance(later ?? TimeSpan.FromSeconds(1));
        await Bench.Process().GetRequiredService<RetryRunner>().RunDueAsync(Cancelled);
        await Bench.DrainAsync(Cancelled);
    }

    private async Task FinishAsync(long operation)
    {
        for (var i = 0; i < 100 && (await FindAsync(operation)).State is not (OperationStates.Done or OperationStates.Paused); i++)
        {
            await StepAsync(TimeSpan.FromSeconds(5));
        }
    }
}
