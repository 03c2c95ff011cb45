using Gateway.Adapters.Configuration;
using Gateway.Adapters.ExchangeRest;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Contracts.Checklists;
using Xunit;

namespace Gateway.IntegrationTests.Adapters;

public sealed class ExchangeRestTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Feed.Subject)]
    [InlineData(Feed.Matter)]
    [InlineData(Feed.Inspector)]
    [InlineData(Feed.Expert)]
    [InlineData(Feed.CreditGrade)]
    [InlineData(Feed.Plan)]
    public async Task A_full_read_has_every_row_in_order(Feed feed)
    {
        var source = Source();
        var pages = await source.ReadAsync(Full(feed), Cancelled).ToListAsync(Cancelled);

        var rows = pages.SelectMany(page => page.Rows.Rows).ToList();
        Assert.True(pages[0].Total > 0);
        Assert.Equal(pages[0].Total, rows.Count);
        Assert.Equal(Enumerable.Range(1, pages.Count), pages.Select(page => page.Number));
        Assert.Single(pages.Select(page => page.SnapshotId).Distinct());
        Assert.All(rows, row => Assert.Null(row.Unreadable));
        Assert.DoesNotContain(pages.SelectMany(page => page.Rows.Drift), drift => drift.Kind == "new");
        var keys = rows.Select(row => (row.Values[Envelope.ChangedAt], row.Values[Envelope.ChangeId])).ToList();
        Assert.All(keys.Zip(keys.Skip(1)), pair => Assert.True(
            string.CompareOrdinal(pair.First.Item1, pair.Second.Item1) < 0
            || (pair.First.Item1 == pair.Second.Item1 && string.CompareOrdinal(pair.First.Item2, pair.Second.Item2) <= 0)));
    }

    [Fact]
    public async Task A_landed_page_reads_again_as_it_was_pulled()
    {
        var source = Source();
        await foreach (var page in source.ReadAsync(Full(Feed.Subject), Cancelled))
        {
            var again = source.Parse(Feed.Subject, page.Body);
            Assert.Equal(page.Rows.Rows.Select(row => row.Values), again.Rows.Select(row => row.Values));
            Assert.Equal(page.Rows.Drift, again.Drift);
        }
    }

    [Fact]
    public async Task An_incremental_read_from_the_last_cursor_is_small_and_keeps_the_cursor()
    {
        var source = Source();
        var last = (await source.ReadAsync(Full(Feed.Subject), Cancelled).ToListAsync(Cancelled)).Last(page => page.Cursor is not null).Cursor!;
        var since = new PullRequest(
            SandboxFixture.Area, Feed.Subject, PullMode.Incremental, last, last.ChangedAt!.Value.AddMinutes(-1), last.ChangedAt.Value.AddYears(1));
        var rows = (await source.ReadAsync(since, Cancelled).ToListAsync(Cancelled)).SelectMany(page => page.Rows.Rows).ToList();
        Assert.NotEmpty(rows);
        Assert.True(rows.Count < 3_000);
        Assert.Equal(last.ChangeId, rows[^1].Values[Envelope.ChangeId]);
    }

    [Theory]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("html")]
    [InlineData("empty")]
    [InlineData("garbage")]
    [InlineData("truncated")]
    [InlineData("cut")]
    [InlineData("gbk")]
    [InlineData("reset-before")]
    [InlineData("reset-after")]
    public async Task A_read_survives_a_fault_that_passes(string kind)
    {
        var source = Source();
        var healthy = await source.ReadAsync(Full(Feed.Matter), Cancelled).SelectMany(page => page.Rows.Rows).ToListAsync(Cancelled);
        await sandbox.FaultAsync(new { kind, profile = "p1", sid = "s_610000_matter", count = 1 });
        var pulled = await source.ReadAsync(Full(Feed.Matter), Cancelled).SelectMany(page => page.Rows.Rows).ToListAsync(Cancelled);
        Assert.Equal(1, await sandbox.ClearFaultsAsync());
        Assert.Equal(healthy.Select(row => row.Values), pulled.Select(row => row.Values));
    }

    [Fact]
    public async Task A_second_process_uses_the_secret_that_the_first_refreshed()
    {
        var shared = new InMemorySecretStore();
        await Source(shared).ReadAsync(Full(Feed.Matter), Cancelled).FirstAsync(Cancelled);
        var before = await shared.GetAsync("test/app-secret", Cancelled);
        await Source(shared).ReadAsync(Full(Feed.Matter), Cancelled).FirstAsync(Cancelled);
        Assert.Equal(before, await shared.GetAsync("test/app-secret", Cancelled));

        // Someone who shares nothing refreshes: ours is invalid at once, and is renewed once.
        await Source().ReadAsync(Full(Feed.Matter), Cancelled).FirstAsync(Cancelled);
        await Source(shared).ReadAsync(Full(Feed.Matter), Cancelled).FirstAsync(Cancelled);
        Assert.Equal(before!.Version + 1, (await shared.GetAsync("test/app-secret", Cancelled))!.Version);
    }

    [Fact]
    public async Task A_result_is_taken_corrected_with_fewer_matters_and_withdrawn()
    {
        var sink = ResultSink();
        var id = Samples.NewId();
        var first = Samples.Result(id);
        var second = first with { Version = 2, Matters = [first.Matters![0]], ActionName = "更正后的检查" };
        Shareable[] steps =
        [
            new(first, DirectoryFacts.None, DeliveryOperation.Insert),
            new(second, DirectoryFacts.None, DeliveryOperation.Correct, Served: first),
            new(second, DirectoryFacts.None, DeliveryOperation.Withdraw, "录入有误", "更正申请"),
        ];
        List<string> verdicts = [];
        for (var i = 0; i < steps.Length; i++)
        {
            var number = $"20261104{i + 1:00000}";
            var batch = Samples.Batch(sink, number, steps[i].Operation, sink.Map(steps[i], Samples.Stamp(number)));
            var answered = Assert.IsType<PushOutcome.Answered>(await sink.PushAsync(batch, Cancelled));
            // The same bytes again do no harm.
            var again = Assert.IsType<PushOutcome.Answered>(await sink.PushAsync(batch, Cancelled));
            Assert.Equal(answered.Verdicts.Select(verdict => verdict.Kind), again.Verdicts.Select(verdict => verdict.Kind));
            verdicts.Add(string.Join(' ', answered.Verdicts.Select(verdict => $"{verdict.WireId[^2..]}:{verdict.Kind}")));
        }

        Assert.Equal(["01:Accepted 02:Accepted", "01:Accepted 02:Accepted", "01:Withdrawn"], verdicts);
        var ledger = await sink.ReadLedgerAsync(new DateOnly(2026, 11, 3), new DateOnly(2026, 11, 3), Cancelled)
            .Where(entry => entry.WireId.Contains(id, StringComparison.Ordinal)).ToListAsync(Cancelled);
        Assert.Equal([LedgerState.Withdrawn, LedgerState.Withdrawn], ledger.Select(entry => entry.State));
        var row = Assert.IsType<Mapping.Mapped>(sink.Map(steps[1], Samples.Stamp("1"))).Rows[0];
        Assert.Equal(sink.DigestOf(row.Json), ledger.Single(entry => entry.WireId == row.WireId).Digest);
    }

    [Fact]
    public async Task A_lost_answer_of_a_push_is_said_to_be_lost_and_never_repeated_here()
    {
        var sink = ResultSink();
        var batch = Samples.Batch(sink, "2026110400077", DeliveryOperation.Insert, sink.Map(
            new Shareable(Samples.Result(Samples.NewId()), DirectoryFacts.None, DeliveryOperation.Insert), Samples.Stamp("2026110400077")));
        foreach (var kind in new[] { "reset-after", "truncated", "html", "500", "empty" })
        {
            await sandbox.FaultAsync(new { kind, profile = "p1", sid = "s_610000_result_push" });
            var failure = await Assert.ThrowsAsync<TransientFailure>(() => sink.PushAsync(batch, Cancelled));
            Assert.True(failure.AnswerLost, kind);
            Assert.Equal(1, await sandbox.ClearFaultsAsync());
        }

        Assert.IsType<PushOutcome.Answered>(await sink.PushAsync(batch, Cancelled));
    }

    [Fact]
    public async Task A_checklist_item_is_taken()
    {
        var sink = (IChecklistSink)new ExchangeRestProfile().CreateSinks(sandbox.Context(), sandbox.ExchangeRest())[1];
        var item = new ChecklistItem
        {
            ItemId = "item-1", Field = "烟花爆竹", Lead = new(Samples.Department, "样例应急局"), Joining = [new(Samples.Department, "样例公安局")],
            Matter = "烟花爆竹零售检查", MatterCodes = ["61050300000001"], Basis = "《烟花爆竹安全管理条例》第四条", Object = "零售点",
            ItemClass = "重点", Method = "现场检查", Level = "县",
        };
        var mapped = sink.Map(new ChecklistEntry(SandboxFixture.Area, 1, item, DeliveryOperation.Insert), Samples.Stamp("2026110400001"));
        var batch = Samples.Batch(sink, "2026110400001", DeliveryOperation.Insert, mapped);
        var verdict = Assert.Single(Assert.IsType<PushOutcome.Answered>(await sink.PushAsync(batch, Cancelled)).Verdicts);
        Assert.Equal(new RowVerdict("610503-item-1", VerdictKind.Accepted, "0", verdict.Message), verdict);
    }

    private static PullRequest Full(Feed feed) => new(SandboxFixture.Area, feed, PullMode.Full, null, null, null);

    private ISource Source(ISharedSecretStore? secrets = null) =>
        new ExchangeRestProfile().CreateSource(sandbox.Context(secrets), sandbox.ExchangeRest());

    private ExchangeResultSink ResultSink() =>
        (ExchangeResultSink)new ExchangeRestProfile().CreateSinks(sandbox.Context(), sandbox.ExchangeRest())[0];
}
