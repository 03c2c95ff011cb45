using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Delivery;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.Delivery;

/// <summary>Every way that a delivery can go, on a real database.</summary>
public sealed class DeliveryTests(PostgresFixture postgres) : DeliveryBenchTests(postgres)
{
    private readonly FakePeer _peer = new();

    [Fact]
    public async Task Accepts_what_a_platform_takes_at_once()
    {
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _peer));
        await Bench.StoreAsync(ResultSamples.Result("R1"), ResultSamples.Result("R2"));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@exchange = accepted", "R2#1 i@exchange = accepted"], await Bench.StatesAsync());
        Assert.Single(_peer.Pushes);
        Assert.Equal(["answered"], await Bench.ListAsync("select outcome from gateway.delivery_attempt"));
        Assert.Equal(
            ["result.stored", "delivery.formed", "delivery.attempted"], await Bench.ListAsync("select kind from gateway.audit_entry order by entry_no"));
    }

    [Fact]
    public async Task Follows_a_receipt_to_publication()
    {
        _peer.OnPush = (_, _) => Task.FromResult<PushOutcome>(new PushOutcome.Received());
        Bench.Sinks.Add(new FakePublicitySink("publicity", FakeTraits.Publicity, _peer));
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@publicity = sent"], await Bench.StatesAsync());
        _peer.OnReceipt = (_, _) => Task.FromResult<PushOutcome>(new PushOutcome.Received());
        Bench.Clock.Advance(TimeSpan.FromSeconds(10));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@publicity = sent"], await Bench.StatesAsync());
        _peer.OnReceipt = null;
        Bench.Clock.Advance(TimeSpan.FromSeconds(16));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@publicity = published"], await Bench.StatesAsync());
        Assert.Equal(["push", "receipt", "receipt"], _peer.Calls);
    }

    [Fact]
    public async Task Parks_a_receipt_that_never_comes()
    {
        _peer.OnPush = _peer.OnReceipt = (_, _) => Task.FromResult<PushOutcome>(new PushOutcome.Received());
        Bench.Sinks.Add(new FakePublicitySink("publicity", FakeTraits.Publicity, _peer));
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        Bench.Clock.Advance(TimeSpan.FromHours(24));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@publicity = parked receipt_overdue"], await Bench.StatesAsync());
    }

    [Fact]
    public async Task Keeps_the_platforms_words_about_a_refused_row_and_never_takes_silence_for_success()
    {
        _peer.OnPush = (batch, _) => Task.FromResult<PushOutcome>(new PushOutcome.Answered(
            [new RowVerdict(batch.WireIds[0], VerdictKind.Rejected, "2003", "代码未知"), new RowVerdict(batch.WireIds[1], VerdictKind.Accepted, "0", "")]));
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _peer));
        await Bench.StoreAsync(ResultSamples.Result("R1"), ResultSamples.Result("R2"), ResultSamples.Result("R3"));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(
            ["R1#1 i@exchange = rejected 2003", "R2#1 i@exchange = accepted", "R3#1 i@exchange = parked unknown_answer"], await Bench.StatesAsync());
        Assert.Equal(["代码未知"], await Bench.ListAsync("select reason from gateway.delivery where state = 'rejected'"));
    }

    [Fact]
    public async Task Halves_a_batch_that_is_refused_whole_until_the_row_is_found()
    {
        _peer.OnPush = (batch, _) => Task.FromResult(
            batch.WireIds.Contains("610502-R3") ? new PushOutcome.RefusedWhole("9001", "参数错误") : _peer.Take(batch));
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _peer));
        await Bench.StoreAsync([.. Enumerable.Range(1, 5).Select(x => ResultSamples.Result($"R{x}"))]);
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R3#1 i@exchange = rejected 9001"], (await Bench.StatesAsync()).Where(x => !x.EndsWith("accepted", StringComparison.Ordinal)));
        Assert.All(_peer.Ledger.Values, x => Assert.Equal(1, x.Times));
        Assert.Equal(4, _peer.Ledger.Count);
    }

    [Fact]
    public async Task Retries_on_the_plan_with_the_same_bytes_and_then_parks()
    {
        Bench.Options.Gate.FailureThreshold = 100; // the batch's own plan, without the platform's probes between
        _peer.OnPush = (_, _) => throw new TransientFailure("http_503", "平台暂时不可用");
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _peer));
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        foreach (var delay in Bench.Options.RetryDelays)
        {
            Bench.Clock.Advance(delay - TimeSpan.FromMilliseconds(1));
            var before = _peer.Pushes.Count;
            await Bench.DrainAsync(Cancelled);
            Assert.Equal(before, _peer.Pushes.Count);
            Bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await Bench.DrainAsync(Cancelled);
            Assert.Equal(before + 1, _peer.Pushes.Count);
        }

        Assert.Equal(["R1#1 i@exchange = parked retries_spent"], await Bench.StatesAsync());
        Assert.Single(_peer.Pushes.Distinct());
        Bench.Clock.Advance(TimeSpan.FromDays(30));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(Bench.Options.RetryDelays.Count + 1, _peer.Pushes.Count);
    }

    [Fact]
    public async Task Asks_before_sending_again_when_the_answer_was_lost()
    {
        _peer.OnPush = (batch, _) =>
        {
            _peer.Take(batch);
            throw new TransientFailure("reset", "连接被重置", answerLost: true);
        };
        _peer.OnProbe = (batch, _) => Task.FromResult(FakePeer.Verdicts(batch, VerdictKind.Accepted));
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _peer));
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@exchange = sent"], await Bench.StatesAsync());
        Bench.Clock.Advance(TimeSpan.FromSeconds(5));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@exchange = accepted"], await Bench.StatesAsync());
        Assert.Equal(["push", "probe"], _peer.Calls);
    }

    [Fact]
    public async Task Parks_what_no_repetition_mends()
    {
        _peer.OnPush = (_, _) => throw new PermanentFailure("peer_1003", "服务编码未知");
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _peer));
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@exchange = parked peer_1003"], await Bench.StatesAsync());
    }

    [Fact]
    public async Task Parks_with_a_finding_what_the_target_has_no_code_for()
    {
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _peer)
        {
            OnMap = x => x.Result.Id == "R2" ? null : new Mapping.Unmappable("no_code", "平台没有对应的检查结果代码"),
        });
        await Bench.StoreAsync(ResultSamples.Result("R1"), ResultSamples.Result("R2"), ResultSamples.Result("R3"));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(
            ["R1#1 i@exchange = parked no_code", "R2#1 i@exchange = accepted", "R3#1 i@exchange = parked no_code"], await Bench.StatesAsync());
        Assert.Equal(
            ["result 标准不同 推送到 exchange 平台没有对应的检查结果代码 2"],
            await Bench.ListAsync(
                "select concat_ws(' ', feed, issue_class, field, message, occurrences) from gateway.quality_issue where problem = 'no_code'"));
    }

    [Fact]
    public async Task Waits_for_the_catalogue_and_goes_out_after_a_pull()
    {
        var sink = new FakeSharingSink("exchange", FakeTraits.Exchange, _peer) { OnMap = _ => new Mapping.WaitsForCatalogue("等待目录：没有实施清单编码") };
        Bench.Sinks.Add(sink);
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@exchange = parked waiting_catalogue"], await Bench.StatesAsync());
        Assert.Empty(_peer.Pushes);
        sink.OnMap = null;
        Assert.Equal(1, await Bench.Process().GetRequiredService<QueueStore>().RequeueWaitingAsync(ResultSamples.Area, Cancelled));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@exchange = accepted"], await Bench.StatesAsync());
    }

    [Fact]
    public async Task A_dead_platform_holds_up_no_other()
    {
        var hung = new TaskCompletionSource<PushOutcome>();
        var dead = new FakePeer { OnPush = (_, cancelled) => hung.Task.WaitAsync(cancelled) };
        Bench.Sinks.Add(new FakeSharingSink("dead", FakeTraits.Exchange, dead));
        Bench.Sinks.Add(new FakeSharingSink("alive", FakeTraits.Exchange, _peer));
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var running = Bench.Process().GetRequiredService<DeliveryRunner>().RunAsync(stop.Token);
        await Until.TrueAsync(
            "the living platform is served", TimeSpan.FromSeconds(30),
            async _ => (await Bench.StatesAsync("alive"))[0].EndsWith("accepted", StringComparison.Ordinal), Cancelled);
        await stop.CancelAsync();
        await running;
        Assert.Equal(["R1#1 i@dead = queued"], await Bench.StatesAsync("dead"));
    }

    [Fact]
    public async Task The_balance_of_every_target_closes()
    {
        _peer.OnPush = (batch, _) => Task.FromResult<PushOutcome>(new PushOutcome.Answered([new RowVerdict(batch.WireIds[0], VerdictKind.Rejected, "2001", "缺少字段")]));
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _peer));
        Bench.Sinks.Add(new FakePublicitySink("publicity", FakeTraits.Publicity, new FakePeer()));
        await Bench.StoreAsync(ResultSamples.Result("R1"), ResultSamples.OfCitizen("R2"), ResultSamples.OfSchool("R3"), ResultSamples.Exempt("R4"));
        await Bench.DrainAsync(Cancelled);
        var targets = await Bench.Process().GetRequiredService<DeliveryStatusStore>().ReadAsync(Cancelled);
        Assert.All(targets, x => Assert.Equal(x.Routed, x.Queued + x.Sent + x.Accepted + x.Published + x.Rejected + x.Withdrawn + x.Parked));
        var publicity = targets.Single(x => x.Target == "publicity");
        Assert.Equal(1, publicity.Routed);
        Assert.Equal(new Dictionary<string, long> { ["exempt"] = 1, ["natural_person"] = 1, ["subject_kind"] = 1 }, publicity.NotRouted.OrderBy(x => x.Key).ToDictionary());
        Assert.Equal(4, targets.Single(x => x.Target == "exchange").Routed);
    }
}
