using Gateway.Adapters.Credit;
using Gateway.Adapters.DoubleRandom;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Publicity;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Contracts.Results;
using Xunit;

namespace Gateway.IntegrationTests.Adapters;

public sealed class OtherProfileTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publicity_publishes_corrects_and_withdraws()
    {
        var sink = (PublicitySink)new PublicityProfile().CreateSinks(sandbox.Context(), sandbox.Publicity())[0];
        var first = Samples.Result(Samples.NewId());
        var second = first with { Version = 2, Results = [ResultCode.CorrectedOnOrder, ResultCode.ProblemPending] };

        Assert.Equal(VerdictKind.Published, await PublishAsync(sink, "P1", first, DeliveryOperation.Insert));
        Assert.Equal(VerdictKind.Published, await PublishAsync(sink, "P2", second, DeliveryOperation.Correct));
        // The same content under a new number: the ledger says that what is published is ours.
        Assert.Equal(VerdictKind.Published, await PublishAsync(sink, "P3", second, DeliveryOperation.Insert));
        // Other content is theirs to refuse.
        Assert.Equal(VerdictKind.Rejected, await PublishAsync(sink, "P4", first, DeliveryOperation.Insert));

        var withdrawal = Batch(sink, "P5", second, DeliveryOperation.Withdraw);
        for (var i = 0; i < 2; i++)
        {
            var verdict = Assert.Single(Assert.IsType<PushOutcome.Answered>(await sink.PushAsync(withdrawal, Cancelled)).Verdicts);
            Assert.Equal(VerdictKind.Withdrawn, verdict.Kind);
        }
    }

    [Fact]
    public async Task Publicity_asks_the_receipt_after_a_lost_answer()
    {
        var sink = (PublicitySink)new PublicityProfile().CreateSinks(sandbox.Context(), sandbox.Publicity())[0];
        var batch = Batch(sink, "L1", Samples.Result(Samples.NewId()), DeliveryOperation.Insert);
        Assert.IsType<PushOutcome.NotKnown>(await sink.ProbeAsync(batch, Cancelled));
        await sandbox.FaultAsync(new { kind = "reset-after", profile = "p2", path = "batch" });
        Assert.True((await Assert.ThrowsAsync<TransientFailure>(() => sink.PushAsync(batch, Cancelled))).AnswerLost);
        Assert.Equal(1, await sandbox.ClearFaultsAsync());
        Assert.IsNotType<PushOutcome.NotKnown>(await sink.ProbeAsync(batch, Cancelled));
    }

    [Fact]
    public async Task Credit_takes_replaces_and_withdraws()
    {
        var sink = (CreditCheckSink)new CreditProfile().CreateSinks(sandbox.Context(), sandbox.Credit())[0];
        var result = Samples.Result(Samples.NewId());
        foreach (var (operation, expected) in new[]
        {
            (DeliveryOperation.Insert, VerdictKind.Accepted), (DeliveryOperation.Correct, VerdictKind.Accepted),
            (DeliveryOperation.Withdraw, VerdictKind.Withdrawn),
        })
        {
            var answered = Assert.IsType<PushOutcome.Answered>(await sink.PushAsync(Batch(sink, "C1", result, operation), Cancelled));
            Assert.Equal(expected, Assert.Single(answered.Verdicts).Kind);
        }

        var day = result.CheckedOn!.Value;
        var entry = await sink.ReadLedgerAsync(day, day, Cancelled).SingleAsync(entry => entry.WireId == $"610503-{result.Id}", Cancelled);
        Assert.Equal(LedgerState.Withdrawn, entry.State);
        Assert.Equal(sink.DigestOf(Row(sink, result).Json), entry.Digest);
    }

    [Fact]
    public async Task Double_random_takes_and_withdraws_and_shows_it_in_its_ledger()
    {
        var sink = (DoubleRandomSink)new DoubleRandomProfile().CreateSinks(sandbox.Context(), sandbox.DoubleRandom())[0];
        var result = Samples.Result(Samples.NewId(), 1, ResultCode.Suspended, ResultCode.NotEngaged);
        var row = Row(sink, result);
        foreach (var (operation, expected, state) in new[]
        {
            (DeliveryOperation.Insert, VerdictKind.Accepted, LedgerState.InForce),
            (DeliveryOperation.Withdraw, VerdictKind.Withdrawn, LedgerState.Withdrawn),
        })
        {
            var answered = Assert.IsType<PushOutcome.Answered>(await sink.PushAsync(Batch(sink, "D1", result, operation), Cancelled));
            Assert.Equal(expected, Assert.Single(answered.Verdicts).Kind);
            var day = result.CheckedOn!.Value;
            var entry = await sink.ReadLedgerAsync(day, day, Cancelled).SingleAsync(entry => entry.WireId == row.WireId, Cancelled);
            Assert.Equal((state, sink.DigestOf(row.Json)), (entry.State, entry.Digest));
        }
    }

    [Fact]
    public async Task Tasks_are_read_to_their_end_and_the_last_cursor_stays_valid()
    {
        var source = new DoubleRandomProfile().CreateSource(sandbox.Context(), sandbox.DoubleRandom());
        var pages = await source.ReadAsync(new(SandboxFixture.Area, Feed.Task, PullMode.Full, null, null, null), Cancelled).ToListAsync(Cancelled);
        var rows = pages.SelectMany(page => page.Rows.Rows).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(row.Values[FeedSchemas.Task["taskCode"]], row.Values[Envelope.Identity]));
        Assert.All(pages, page => Assert.Empty(page.Rows.Drift));
        var since = pages.Last(page => page.Cursor is not null).Cursor;
        var more = await source.ReadAsync(new(SandboxFixture.Area, Feed.Task, PullMode.Incremental, since, null, null), Cancelled)
            .SelectMany(page => page.Rows.Rows).ToListAsync(Cancelled);
        Assert.Empty(more);
    }

    private static async Task<VerdictKind> PublishAsync(PublicitySink sink, string number, InspectionResult result, DeliveryOperation operation)
    {
        var batch = Batch(sink, number, result, operation);
        Assert.IsType<PushOutcome.Received>(await sink.PushAsync(batch, Cancelled));
        while (true)
        {
            if (await sink.ReceiptAsync(batch, Cancelled) is PushOutcome.Answered answered)
            {
                return Assert.Single(answered.Verdicts).Kind;
            }

            await Task.Delay(30, Cancelled);
        }
    }

    private static PushBatch Batch(ISink sink, string number, InspectionResult result, DeliveryOperation operation) =>
        Samples.Batch(sink, number, operation, new Mapping.Mapped([Row(sink, result, operation)]));

    private static WireRow Row(ISink sink, InspectionResult result, DeliveryOperation operation = DeliveryOperation.Insert)
    {
        var shareable = new Shareable(result, DirectoryFacts.None, operation, "录入有误", "更正申请");
        var mapping = sink switch
        {
            IPublicitySink publicity => publicity.Map(Publishable.From(shareable, exemptNow: false)!, Samples.Stamp("1")),
            ISharingSink sharing => sharing.Map(shareable, Samples.Stamp("1")),
            _ => throw new InvalidOperationException(),
        };
        return Assert.Single(Assert.IsType<Mapping.Mapped>(mapping).Rows);
    }
}
