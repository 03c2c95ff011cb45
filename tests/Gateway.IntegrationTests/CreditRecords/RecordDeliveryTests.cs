using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.CreditRecords;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Disclosure;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.CreditRecords;

/// <summary>Penalties and licences from intake to a platform and back out.</summary>
public sealed class RecordDeliveryTests(PostgresFixture postgres) : DeliveryBenchTests(postgres)
{
    private static readonly WithdrawalRequest Request = new("行政处罚决定被撤销", "渭临复决〔2026〕3号");
    private readonly FakePeer _peer = new();
    private FakeRecordSink<Penalty>? _penalties;

    protected override ValueTask PrepareAsync()
    {
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, new FakePeer()));
        Bench.Sinks.Add(_penalties = new FakeRecordSink<Penalty>("penalties", _peer));
        Bench.Sinks.Add(new FakeRecordSink<Licence>("licences", _peer));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_kind_goes_to_the_targets_that_take_it_and_an_id_is_unique_in_its_kind_only()
    {
        await Bench.StoreAsync(ResultSamples.Result("A1"));
        await Bench.StoreAsync(RecordSamples.Penalty("A1"));
        await Bench.StoreAsync(RecordSamples.Licence("A1"));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(
            ["A1#1 i@exchange = accepted", "A1#1 i@licences = accepted", "A1#1 i@penalties = accepted"], await Bench.StatesAsync());
    }

    [Fact]
    public async Task The_same_again_is_the_same_other_content_a_conflict_and_a_higher_version_a_correction()
    {
        var first = RecordSamples.Penalty("P1");
        Assert.Equal([new IntakeOutcome.Created("P1", 1)], await Bench.StoreAsync(first));
        Assert.Equal([new IntakeOutcome.Same("P1", 1)], await Bench.StoreAsync(first));
        Assert.IsType<IntakeOutcome.Conflict>(Assert.Single(await Bench.StoreAsync(first with { Fine = 20_000m })));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal([new IntakeOutcome.Corrected("P1", 3)], await Bench.StoreAsync(first with { Version = 3, Fine = 20_000m }));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["P1#1 i@penalties = accepted", "P1#3 u@penalties = accepted"], await Bench.StatesAsync("penalties"));
    }

    [Fact]
    public async Task Of_an_array_the_good_ones_are_stored_and_the_audit_names_them_without_their_content()
    {
        var outcomes = await Bench.StoreAsync(
            RecordSamples.Penalty("P1"), RecordSamples.Penalty("P2") with { Severity = null }, RecordSamples.OfCitizen("P3"),
            RecordSamples.Penalty("P4") with { Remark = "涉及国家安全" });
        Assert.Equal(["Created", "Invalid", "Created", "Classified"], outcomes.Select(x => x.GetType().Name));
        var entry = Assert.Single(await Bench.ListAsync("select subject || ' ' || detail from gateway.audit_entry where kind = 'penalty.stored'"));
        Assert.StartsWith("penalties:610502/2 ", entry, StringComparison.Ordinal);
        Assert.DoesNotContain("样例", entry, StringComparison.Ordinal);
        Assert.Empty(await Bench.ListAsync("select penalty_id from gateway.penalty where penalty_id = 'P4'"));
        Assert.Empty(await Bench.ListAsync(
            $"select penalty_id from gateway.penalty_version where position('{ResultSamples.Citizen}'::bytea in body) > 0 or position('样例'::bytea in body) > 0"));
    }

    [Fact]
    public async Task A_lost_answer_is_followed_by_the_same_bytes_and_one_record()
    {
        _peer.OnPush = (batch, _) =>
        {
            _peer.Take(batch);
            throw new TransientFailure("reset", "与对方的连接中断", answerLost: true);
        };
        _peer.OnProbe = (_, _) => Task.FromResult<PushOutcome>(new PushOutcome.NotAsked());
        await Bench.StoreAsync(RecordSamples.Penalty("P1"));
        await Bench.DrainAsync(Cancelled);
        _peer.OnPush = null;
        Bench.Clock.Advance(Bench.Options.RetryDelays[0]);
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(2, _peer.Pushes.Count);
        Assert.Single(_peer.Pushes.Distinct());
        Assert.Equal(["P1#1 i@penalties = accepted"], await Bench.StatesAsync("penalties"));
    }

    // Fails when RecordDocuments gives a withdrawal the newest content instead of what the target was served last.
    [Fact]
    public async Task What_was_served_is_taken_back_as_it_was_served_and_stays_away_until_a_higher_version()
    {
        await Bench.StoreAsync(RecordSamples.Penalty("P1"));
        await Bench.DrainAsync(Cancelled);
        _peer.OnPush = (batch, _) => Task.FromResult(FakePeer.Verdicts(batch, VerdictKind.Rejected, "E", "不收"));
        await Bench.StoreAsync(RecordSamples.Penalty("P1", 2));
        await Bench.DrainAsync(Cancelled);
        _peer.OnPush = null;
        Assert.Equal(new WithdrawalOutcome.Taken(2), await WithdrawAsync("P1"));
        Assert.Equal(new WithdrawalOutcome.Taken(2), await WithdrawAsync("P1"));
        Assert.Equal(new WithdrawalOutcome.Conflict(2), await WithdrawAsync("P1", Request with { Basis = "另一依据" }));
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_peer.Ledger);
        Assert.Equal((DeliveryOperation.Withdraw, (int?)1, false), _penalties!.Mapped[^1] is var last ? (last.Operation, last.Record.Version, last.Erase) : default);
        Assert.Equal(
            ["penalty:610502/P1#2 {\"reason\":\"行政处罚决定被撤销\",\"basis\":\"渭临复决〔2026〕3号\"}"],
            await Bench.ListAsync("select subject || ' ' || detail from gateway.audit_entry where kind = 'penalty.withdrawn'"));

        await Bench.StoreAsync(RecordSamples.Penalty("P1", 3));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal("P1|3", Assert.Single(_peer.Ledger).Value.Content);
    }

    [Fact]
    public async Task A_result_of_the_same_id_is_untouched_by_a_withdrawal()
    {
        await Bench.StoreAsync(ResultSamples.Result("A1"));
        await Bench.StoreAsync(RecordSamples.Penalty("A1"));
        await WithdrawAsync("A1");
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["A1#1 i@exchange = accepted"], await Bench.StatesAsync("exchange"));
        Assert.Empty(_peer.Pushes);
    }

    // Fails when RecordRouter.Standing passes over the severity, the exemption or the end.
    [Fact]
    public async Task Minor_exempt_and_ended_ones_are_not_shown_and_what_was_shown_before_is_taken_back()
    {
        var exempt = new ResultExemption("商业秘密", "渭临审〔2026〕1号", "赵样例", new DateOnly(2026, 11, 3));
        await Bench.StoreAsync(
            RecordSamples.Penalty("P1") with { Severity = Severity.Minor }, RecordSamples.Penalty("P2") with { Exemption = exempt },
            RecordSamples.Penalty("P3") with { PublicUntil = new DateOnly(2026, 11, 3) }, RecordSamples.Penalty("P4"));
        await Bench.DrainAsync(Cancelled);
        await Bench.StoreAsync(RecordSamples.Penalty("P4", 2) with { Exemption = exempt });
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(
            [
                "P1#1 i@penalties = not_routed minor_not_published", "P2#1 i@penalties = not_routed exempt",
                "P3#1 i@penalties = not_routed publication_ended", "P4#1 i@penalties = accepted", "P4#2 d@penalties = withdrawn",
            ],
            await Bench.StatesAsync("penalties"));
        Assert.Empty(_peer.Ledger);
    }

    [Fact]
    public async Task The_row_carries_the_end_that_was_computed_when_it_was_stored()
    {
        await Bench.StoreAsync(RecordSamples.Penalty("P1"), RecordSamples.Penalty("P2") with { PublicUntil = new DateOnly(2026, 12, 31) });
        await Bench.DrainAsync(Cancelled);
        Assert.Equal([new DateOnly(2027, 10, 30), new DateOnly(2026, 12, 31)], _penalties!.Mapped.Select(x => x.PublicUntil!.Value));
    }

    private Task<WithdrawalOutcome> WithdrawAsync(string id, WithdrawalRequest? request = null) => Bench.Process().GetRequiredService<WithdrawalIntake>()
        .StoreAsync(DocumentTable.Penalty, ResultSamples.Area, id, request ?? Request, Cancelled);
}
