using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Delivery;

/// <summary>Versions of one result at one target: in order, each in its proper way.</summary>
public sealed class OrderTests(PostgresFixture postgres) : DeliveryBenchTests(postgres)
{
    private readonly FakePeer _peer = new();

    protected override ValueTask PrepareAsync()
    {
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _peer));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_correction_replaces_what_was_not_sent()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.StoreAsync(ResultSamples.Result("R1", 3));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@exchange = not_routed superseded", "R1#3 i@exchange = accepted"], await Bench.StatesAsync());
        Assert.Equal(("R1|3", 1), _peer.Ledger["610502-R1"]);
    }

    [Fact]
    public async Task A_correction_follows_what_was_served()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        await Bench.StoreAsync(ResultSamples.Result("R1", 2));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@exchange = accepted", "R1#2 u@exchange = accepted"], await Bench.StatesAsync());
    }

    [Fact]
    public async Task A_correction_waits_for_what_is_in_flight_and_never_overtakes_it()
    {
        _peer.OnPush = (_, _) => throw new TransientFailure("http_503", "平台暂时不可用");
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        await Bench.StoreAsync(ResultSamples.Result("R1", 2));
        await Bench.StoreAsync(ResultSamples.Result("R1", 3));
        _peer.OnPush = null;
        Bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_peer.Ledger);
        Bench.Clock.Advance(TimeSpan.FromSeconds(4));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(
            ["R1#1 i@exchange = accepted", "R1#2 i@exchange = not_routed superseded", "R1#3 u@exchange = accepted"], await Bench.StatesAsync());
        Assert.Equal(("R1|3", 2), _peer.Ledger["610502-R1"]);
    }

    [Fact]
    public async Task What_follows_a_rejection_is_an_insert()
    {
        _peer.OnPush = (batch, _) => Task.FromResult(FakePeer.Verdicts(batch, VerdictKind.Rejected, "2002", "格式错误"));
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        _peer.OnPush = null;
        await Bench.StoreAsync(ResultSamples.Result("R1", 2));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@exchange = rejected 2002", "R1#2 i@exchange = accepted"], await Bench.StatesAsync());
    }

    [Fact]
    public async Task Versions_of_one_batch_go_by_their_order()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"), ResultSamples.Result("R2"), ResultSamples.Result("R1", 2));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(
            ["R1#1 i@exchange = not_routed superseded", "R1#2 i@exchange = accepted", "R2#1 i@exchange = accepted"], await Bench.StatesAsync());
    }

    [Fact]
    public async Task A_correction_that_is_exempt_takes_back_what_was_published()
    {
        var publicity = new FakePeer();
        Bench.Sinks.Add(new FakePublicitySink("publicity", FakeTraits.Publicity, publicity));
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        Assert.Single(publicity.Ledger);
        await Bench.StoreAsync(ResultSamples.Exempt("R1", 2));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@publicity = accepted", "R1#2 d@publicity = withdrawn"], await Bench.StatesAsync("publicity"));
        Assert.Empty(publicity.Ledger);
        Assert.Equal(["R1#1 i@exchange = accepted", "R1#2 u@exchange = accepted"], await Bench.StatesAsync("exchange"));
    }

    [Fact]
    public async Task An_approval_between_intake_and_claim_keeps_a_result_from_the_public()
    {
        var publicity = new FakePeer();
        Bench.Sinks.Add(new FakePublicitySink("publicity", FakeTraits.Publicity, publicity));
        await Bench.StoreAsync(ResultSamples.Result("R1"), ResultSamples.Exempt("R2"));
        await Bench.ListAsync(
            """
            insert into gateway.exemption (area, result_id, ground, approval_no, approved_by, approved_on, entered_by, stored_at)
            values ('610502', 'R1', '商业秘密', 'A1', '赵样例', '2026-11-03', '王样例', now())
            """);
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@publicity = not_routed exempt", "R2#1 i@publicity = not_routed exempt"], await Bench.StatesAsync("publicity"));
        Assert.Empty(publicity.Pushes);
        Assert.Equal(2, _peer.Ledger.Count);
    }

    [Fact]
    public async Task What_may_have_been_taken_before_retries_were_spent_is_corrected_and_taken_back()
    {
        Bench.Sinks.Add(new FakePublicitySink("publicity", FakeTraits.Publicity, _peer));
        _peer.OnPush = (_, _) => throw new TransientFailure("reset", "与对方的连接中断", answerLost: true);
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        foreach (var delay in Bench.Options.RetryDelays)
        {
            Bench.Clock.Advance(delay);
            await Bench.DrainAsync(Cancelled);
        }

        Assert.Equal(["R1#1 i@exchange = parked retries_spent", "R1#1 i@publicity = parked retries_spent"], await Bench.StatesAsync());
        _peer.OnPush = null;
        Bench.Clock.Advance(Bench.Options.Gate.ProbeDelays[^1]); // the platforms' gates have opened by then
        await Bench.StoreAsync(ResultSamples.Exempt("R1", 2));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(
            [
                "R1#1 i@exchange = not_routed superseded", "R1#2 u@exchange = accepted",
                "R1#1 i@publicity = not_routed superseded", "R1#2 d@publicity = withdrawn",
            ],
            await Bench.StatesAsync());
    }
}
