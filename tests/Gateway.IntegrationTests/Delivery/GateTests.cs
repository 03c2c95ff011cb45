using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Delivery;

/// <summary>One gate a platform for all processes: what a dead platform costs, and how it comes back.</summary>
public sealed class GateTests(PostgresFixture postgres) : DeliveryBenchTests(postgres)
{
    private readonly FakePeer _peer = new();

    protected override ValueTask PrepareAsync()
    {
        Bench.Options.ClaimSize = 40;
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _peer, maxRows: 10));
        return ValueTask.CompletedTask;
    }

    // Fails when BatchPusher sends without asking the gate, and when the count of batches under way is a process's own.
    [Theory, InlineData(1), InlineData(2), InlineData(4), InlineData(8)]
    public async Task However_many_processes_send_a_dead_platform_gets_the_planned_attempts(int processes)
    {
        Dies();
        await StoreAsync(1_000);
        await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => Bench.DrainAsync(Cancelled)));
        Assert.Equal(8, _peer.Pushes.Count);
        foreach (var (probe, seconds) in new[] { (9, 5), (10, 15), (11, 30), (12, 60) })
        {
            Bench.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => Bench.DrainAsync(Cancelled)));
            Assert.Equal(probe - 1, _peer.Pushes.Count);
            Bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => Bench.DrainAsync(Cancelled)));
            Assert.Equal(probe, _peer.Pushes.Count);
        }
    }

    // Fails when BringForwardAsync is left out: the failed ones would wait for their own time although the platform lives.
    [Fact]
    public async Task When_the_platform_lives_again_one_probe_opens_the_way_for_all_at_once()
    {
        Dies();
        await StoreAsync(200);
        await Bench.DrainAsync(Cancelled);
        await ProbesFailAsync(4);
        _peer.OnPush = null;
        Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(200, _peer.Ledger.Count);
        Assert.All(_peer.Ledger.Values, x => Assert.Equal(1, x.Times));
        Assert.Equal(["closed", "closed"], await Bench.ListAsync("select state from gateway.platform_gate"));
    }

    // Fails when the flight is counted whether or not somebody holds its batch.
    [Fact]
    public async Task A_process_that_dies_with_the_probe_leaves_the_gate_to_another()
    {
        Dies();
        await StoreAsync(200);
        await Bench.DrainAsync(Cancelled);
        Bench.Clock.Advance(TimeSpan.FromSeconds(5));
        var hung = new TaskCompletionSource<PushOutcome>();
        _peer.OnPush = (_, _) => hung.Task; // heeds no cancellation, as a process that is gone heeds none
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var dead = Bench.DrainAsync(stop.Token);
        await Until.TrueAsync("the probe is under way", TimeSpan.FromSeconds(30), _ => Task.FromResult(_peer.Pushes.Count == 9), Cancelled);
        await Bench.ListAsync("update gateway.delivery_batch set lease_owner = null, claimed_until = clock_timestamp() where claimed_until > clock_timestamp()");
        _peer.OnPush = null;
        Bench.Clock.Advance(TimeSpan.FromSeconds(5));
        await Until.TrueAsync(
            "another process's probe goes through", TimeSpan.FromSeconds(30),
            async _ =>
            {
                await Bench.DrainAsync(Cancelled);
                return _peer.Ledger.Count == 200;
            },
            Cancelled);
        hung.SetResult(new PushOutcome.Received());
        await dead;
        Assert.Equal(["200"], await Bench.ListAsync("select count(*) from gateway.delivery where state = 'accepted'"));
    }

    [Fact]
    public async Task A_probe_is_made_of_the_queue_where_nothing_is_stored()
    {
        Dies();
        await StoreAsync(80);
        await Bench.DrainAsync(Cancelled);
        await Bench.ListAsync("update gateway.delivery_batch set state = 'parked', ended_at = now()");
        await Bench.StoreAsync(ResultSamples.Result("new"));
        _peer.OnPush = null;
        Bench.Clock.Advance(TimeSpan.FromSeconds(5));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["new#1 i@exchange = accepted"], (await Bench.StatesAsync()).Where(x => x.StartsWith("new", StringComparison.Ordinal)));
    }

    // Fails when a probe before its time counts as one of the batch's attempts: an outage of hours would park what it was tried with.
    [Fact]
    public async Task Probing_spends_nothing_of_the_batches_own_plan()
    {
        Dies();
        await StoreAsync(1);
        for (var failure = 0; failure < 8; failure++)
        {
            await Bench.DrainAsync(Cancelled);
            Bench.Clock.Advance(Bench.Options.RetryDelays[failure] - (failure == 7 ? TimeSpan.FromMinutes(1) : TimeSpan.Zero));
        }

        Assert.Equal(8, _peer.Pushes.Count);
        foreach (var wait in new[] { 15, 30, 10 })
        {
            await Bench.DrainAsync(Cancelled);
            Bench.Clock.Advance(TimeSpan.FromSeconds(wait));
        }

        Assert.Equal(11, _peer.Pushes.Count);
        Assert.Equal(["8"], await Bench.ListAsync("select attempts from gateway.delivery_batch"));
        Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R0#1 i@exchange = parked retries_spent"], await Bench.StatesAsync());
    }

    [Fact]
    public async Task Refusals_and_faults_of_our_own_shut_no_platform()
    {
        _peer.OnPush = (batch, _) => throw (batch.WireIds.Contains("610502-R0") ? new PermanentFailure("peer_1003", "服务编码未知") : new InvalidOperationException("ours"));
        await StoreAsync(200);
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["closed", "open"], await Bench.ListAsync("select state from gateway.platform_gate order by lane"));
        Bench.Sinks.Add(new FakeSharingSink("other", FakeTraits.Exchange, new FakePeer()) { Platform = Bench.Sinks[0].Platform });
        await Bench.StoreAsync(ResultSamples.Result("new"));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["new#1 i@other = accepted"], await Bench.StatesAsync("other"));
    }

    // Fails when WorkPlan looks for targets behind a shut gate as if they were free: the drain would never come to rest.
    [Fact]
    public async Task All_targets_of_a_dead_platform_rest_and_the_next_look_is_when_it_is_tried_again()
    {
        Dies();
        Bench.Sinks.Add(new FakeSharingSink("other", FakeTraits.Exchange, _peer, maxRows: 10) { Platform = Bench.Sinks[0].Platform });
        await StoreAsync(200);
        var outcome = await Bench.DrainAsync(Cancelled);
        Assert.Equal(8, _peer.Pushes.Count);
        Assert.Equal(Bench.Clock.GetUtcNow() + TimeSpan.FromSeconds(5), outcome.NextDue);
        Assert.Equal(0, (await Bench.DrainAsync(Cancelled)).Steps);
    }

    // Fails when receipts are asked for through the gate, or their failures count for it or for the batch.
    [Fact]
    public async Task Receipts_are_asked_for_on_their_own_plan_and_end_with_a_finding()
    {
        _peer.OnPush = (_, _) => Task.FromResult<PushOutcome>(new PushOutcome.Received());
        _peer.OnReceipt = (_, _) => throw new TransientFailure("http_503", "对方暂时不可用（HTTP 503）");
        Bench.Sinks.Clear();
        Bench.Sinks.Add(new FakePublicitySink("publicity", FakeTraits.Publicity, _peer));
        await StoreAsync(2);
        for (var round = 0; round < 200; round++)
        {
            Bench.Clock.Advance((await Bench.DrainAsync(Cancelled)).NextDue - Bench.Clock.GetUtcNow() ?? TimeSpan.Zero);
        }

        Assert.True(_peer.Calls.Count > 100, $"{_peer.Calls.Count} calls");
        Assert.Single(_peer.Pushes);
        Assert.Equal(["R0#1 i@publicity = parked receipt_overdue", "R1#1 i@publicity = parked receipt_overdue"], await Bench.StatesAsync());
        Assert.Equal(
            ["延迟缓慢 publicity 的回执 2"],
            await Bench.ListAsync("select concat_ws(' ', issue_class, field, occurrences) from gateway.quality_issue where problem = 'receipt_overdue'"));
        Assert.Equal(["closed 0"], await Bench.ListAsync("select distinct state || ' ' || failures from gateway.platform_gate"));
    }

    // Fails when a lane learns of new groups at its start alone.
    [Fact]
    public async Task A_correction_joins_a_lane_that_is_busy_with_a_backlog()
    {
        await StoreAsync(1);
        await Bench.DrainAsync(Cancelled);
        Bench.Options.ClaimSize = 10;
        var (corrected, stored) = (0, 0);
        _peer.OnPush = async (batch, cancelled) =>
        {
            if (batch.Operation == DeliveryOperation.Correct)
            {
                Interlocked.CompareExchange(ref corrected, _peer.Ledger.Count, 0);
            }
            else if (_peer.Ledger.Count > 10 && Interlocked.Exchange(ref stored, 1) == 0)
            {
                await Bench.StoreAsync(ResultSamples.Result("R0", 2));
            }

            await Task.Delay(2, cancelled);
            return _peer.Take(batch);
        };
        await Bench.StoreAsync([.. Enumerable.Range(1, 1_000).Select(x => ResultSamples.Result($"R{x}"))]);
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(1_001, _peer.Ledger.Count);
        Assert.InRange(corrected, 11, 200);
    }

    private void Dies() => _peer.OnPush = (_, _) => throw new TransientFailure("connect", "无法连接对方");

    private Task StoreAsync(int results) => Bench.StoreAsync([.. Enumerable.Range(0, results).Select(x => ResultSamples.Result($"R{x}"))]);

    private async Task ProbesFailAsync(int probes)
    {
        for (var probe = 0; probe < probes; probe++)
        {
            Bench.Clock.Advance(Bench.Options.Gate.ProbeDelays[probe]);
            await Bench.DrainAsync(Cancelled);
        }

        Assert.Equal(8 + probes, _peer.Pushes.Count);
    }
}
