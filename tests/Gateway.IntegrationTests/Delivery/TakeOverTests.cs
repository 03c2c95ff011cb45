using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Delivery;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.Delivery;

/// <summary>Several processes, and processes that die or fall asleep.</summary>
public sealed class TakeOverTests(PostgresFixture postgres) : DeliveryBenchTests(postgres)
{
    private readonly FakePeer _peer = new();

    protected override ValueTask PrepareAsync()
    {
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _peer, maxRows: 10));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Two_processes_share_the_work_and_send_nothing_twice()
    {
        _peer.OnPush = async (batch, cancelled) =>
        {
            await Task.Delay(5, cancelled);
            return _peer.Take(batch);
        };
        await Bench.StoreAsync([.. Enumerable.Range(1, 1000).Select(x => ResultSamples.Result($"R{x}"))]);
        Bench.Options.ClaimSize = 50;
        await Task.WhenAll(Bench.DrainAsync(Cancelled), Bench.DrainAsync(Cancelled));
        Assert.Equal(1000, _peer.Ledger.Count);
        Assert.All(_peer.Ledger.Values, x => Assert.Equal(1, x.Times));
        Assert.Equal(["1000"], await Bench.ListAsync("select count(*) from gateway.delivery where state = 'accepted'"));
        Assert.Equal(["2"], await Bench.ListAsync("select count(distinct lease_owner) from gateway.delivery_batch"));
    }

    [Fact]
    public async Task A_dead_process_loses_its_batch_to_another_that_asks_first_and_sends_the_same_bytes()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        // It formed the batch and died: nobody renews or releases it.
        var dead = Bench.Process();
        await dead.GetRequiredService<BatchFormer>().FormAsync(
            new QueueGroup("exchange", ResultSamples.Area, "result", "i"), Bench.Sinks[0], Guid.CreateVersion7(), 1000, "", Cancelled);
        var payload = Assert.Single(await Bench.ListAsync("select upper(encode(payload_sha256, 'hex')) from gateway.delivery_batch"));
        Assert.Empty(_peer.Calls);
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["probe", "push"], _peer.Calls);
        Assert.Equal(payload, Assert.Single(_peer.Pushes).Payload);
        Assert.Equal(["R1#1 i@exchange = accepted"], await Bench.StatesAsync());
    }

    [Fact]
    public async Task A_sleeper_can_not_record_what_another_has_taken_over()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        var sleeper = Bench.Process();
        var formed = await sleeper.GetRequiredService<BatchFormer>().FormAsync(
            new QueueGroup("exchange", ResultSamples.Area, "result", "i"), Bench.Sinks[0], Guid.CreateVersion7(), 1000, "", Cancelled);
        await Bench.DrainAsync(Cancelled);
        var late = Assert.Single(formed.Batches);
        var record = new AttemptRecord(
            late, AttemptRecord.Push, Bench.Clock.GetUtcNow(), TimeSpan.Zero, "permanent", "x", "迟到", null, null, new BatchNext.Parked("x", "迟到"));
        Assert.False(await sleeper.GetRequiredService<RecordStore>().RecordAsync(record, null, Cancelled));
        Assert.Equal(["R1#1 i@exchange = accepted"], await Bench.StatesAsync());
    }

    [Fact]
    public async Task A_stopping_process_lets_its_batch_go_at_once()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        _peer.OnPush = async (batch, cancelled) =>
        {
            _peer.Take(batch);
            await stop.CancelAsync();
            cancelled.ThrowIfCancellationRequested();
            return new PushOutcome.Received();
        };
        _peer.OnProbe = (batch, _) => Task.FromResult(FakePeer.Verdicts(batch, VerdictKind.Accepted));
        Bench.Options.Lease = TimeSpan.FromHours(1);
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Bench.DrainAsync(stop.Token));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["push", "probe"], _peer.Calls);
        Assert.Equal(["R1#1 i@exchange = accepted"], await Bench.StatesAsync());
    }

    [Fact]
    public async Task A_long_push_keeps_its_lease()
    {
        _peer.OnPush = async (batch, cancelled) =>
        {
            await Task.Delay(Bench.Options.Lease * 3, cancelled);
            return _peer.Take(batch);
        };
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Task.WhenAll(Bench.DrainAsync(Cancelled), Bench.DrainAsync(Cancelled));
        Assert.Equal(["push"], _peer.Calls);
        Assert.Equal(("R1|1", 1), _peer.Ledger["610502-R1"]);
    }
}
