using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.CreditRepairs;
using Gateway.Pipeline.Disclosure;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.CreditRecords;

/// <summary>A credit repair takes what it names back from every target, in order, once and for good.</summary>
public sealed class RepairTests(PostgresFixture postgres) : DeliveryBenchTests(postgres)
{
    private readonly FakePeer _exchange = new();
    private readonly FakePeer _publicity = new();
    private readonly FakePeer _credit = new();
    private FakeRecordSink<Penalty>? _penalties;

    protected override ValueTask PrepareAsync()
    {
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _exchange));
        Bench.Sinks.Add(new FakePublicitySink("publicity", FakeTraits.Publicity, _publicity));
        Bench.Sinks.Add(_penalties = new FakeRecordSink<Penalty>("penalties", _credit));
        Bench.Sinks.Add(new FakeRecordSink<Licence>("licences", _credit));
        return ValueTask.CompletedTask;
    }

    // Fails when RepairIntake passes over a kind, or WithdrawalPlacement over a target.
    [Fact]
    public async Task What_it_names_by_id_or_by_document_is_taken_back_from_every_target_with_reason_and_basis()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.StoreAsync(RecordSamples.Penalty("P1"), RecordSamples.Penalty("P2"), RecordSamples.Penalty("P3"));
        await Bench.StoreAsync(RecordSamples.Licence("L1") with { Party = RecordSamples.Penalty("P1").Party });
        await Bench.DrainAsync(Cancelled);
        var outcome = await RepairAsync(RecordSamples.Repair(
            "X1", new("result", "R1"), new("penalty", "P1"), new("penalty", DocumentNo: "渭临商罚〔2026〕P2号"), new("licence", DocumentNo: "渭临商许〔2026〕L1号")) with
        {
            PublicStatus = 2,
        });
        Assert.All(Assert.IsType<RepairOutcome.Stored>(outcome).Records, x => Assert.Equal("withdrawn", x.Outcome));
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_exchange.Ledger);
        Assert.Empty(_publicity.Ledger);
        Assert.Equal("P3|1", Assert.Single(_credit.Ledger).Value.Content);
        Assert.Equal([true, true], _penalties!.Mapped.Where(x => x.Operation == DeliveryOperation.Withdraw).Select(x => x.Erase));
        Assert.Equal(
            ["信用修复：渭信修〔2027〕5号 《信用修复管理办法》第十条 repair"],
            await Bench.ListAsync("select distinct reason || ' ' || basis || ' ' || cause from (select * from gateway.withdrawal union all select * from gateway.penalty_withdrawal) w(a, b, c, reason, basis, f, cause, h)"));
        Assert.Equal(
            ["licence.withdrawn licence:610502/L1#1", "penalty.withdrawn penalty:610502/P1#1", "penalty.withdrawn penalty:610502/P2#1", "repair.stored repair:610502/X1", "result.withdrawn result:610502/R1#1"],
            await Bench.ListAsync("select kind || ' ' || subject from gateway.audit_entry where kind like '%.withdrawn' or kind like 'repair.%' order by 1"));
    }

    [Fact]
    public async Task Twice_is_once_and_other_content_a_conflict()
    {
        await ServePenaltyAsync("P1");
        var repair = RecordSamples.Repair("X1", new RepairedRecord("penalty", "P1"));
        await RepairAsync(repair);
        Assert.Equal("withdrawn", Assert.Single(Assert.IsType<RepairOutcome.Same>(await RepairAsync(repair)).Records).Outcome);
        Assert.IsType<RepairOutcome.Conflict>(await RepairAsync(repair with { PublicStatus = 2 }));
        var second = await RepairAsync(RecordSamples.Repair("X2", new RepairedRecord("penalty", "P1")));
        Assert.Equal("already_withdrawn", Assert.Single(Assert.IsType<RepairOutcome.Stored>(second).Records).Outcome);
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["P1#1 i@penalties = accepted", "P1#1 d@penalties = withdrawn"], await Bench.StatesAsync("penalties"));
        Assert.Equal(2, _credit.Pushes.Count);
    }

    [Fact]
    public async Task Four_processes_at_once_store_it_once()
    {
        await ServePenaltyAsync("P1");
        var repair = RecordSamples.Repair("X1", new RepairedRecord("penalty", "P1"));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RepairAsync(repair)));
        Assert.Single(outcomes.OfType<RepairOutcome.Stored>());
        Assert.Equal(3, outcomes.OfType<RepairOutcome.Same>().Count());
        Assert.Single(await Bench.ListAsync("select subject from gateway.audit_entry where kind = 'repair.stored'"));
    }

    [Fact]
    public async Task What_is_in_flight_is_taken_back_after_it_arrived()
    {
        _credit.OnPush = (batch, _) =>
        {
            _credit.Take(batch);
            throw new TransientFailure("reset", "与对方的连接中断", answerLost: true);
        };
        _credit.OnProbe = (batch, _) => Task.FromResult(FakePeer.Verdicts(batch, VerdictKind.Accepted));
        await ServePenaltyAsync("P1");
        await RepairAsync(RecordSamples.Repair("X1", new RepairedRecord("penalty", "P1")));
        _credit.OnPush = null;
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["P1#1 i@penalties = sent", "P1#1 d@penalties = queued repaired"], await Bench.StatesAsync("penalties"));
        Bench.Clock.Advance(Bench.Options.RetryDelays[0]);
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["P1#1 i@penalties = accepted", "P1#1 d@penalties = withdrawn"], await Bench.StatesAsync("penalties"));
        Assert.Empty(_credit.Ledger);
    }

    // Fails when RecordIntake or ResultIntake do not ask for repairs: a correction would publish the repaired record again.
    [Fact]
    public async Task A_correction_does_not_show_it_again()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await ServePenaltyAsync("P1");
        await RepairAsync(RecordSamples.Repair("X1", new("result", "R1"), new("penalty", "P1")));
        await Bench.DrainAsync(Cancelled);
        await Bench.StoreAsync(ResultSamples.Result("R1", 2));
        await Bench.StoreAsync(RecordSamples.Penalty("P1", 2));
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_credit.Ledger);
        Assert.Empty(_exchange.Ledger);
        Assert.Empty(_publicity.Ledger);
        Assert.Equal("P1#2 i@penalties = not_routed repaired", (await Bench.StatesAsync("penalties"))[^1]);
    }

    [Fact]
    public async Task The_end_of_an_exemption_does_not_show_a_repaired_result_again()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        await Bench.Process().GetRequiredService<ExemptionIntake>().ApproveAsync(
            ResultSamples.Area, new ExemptionRequest("R1", "商业秘密", "渭临审〔2026〕1号", "赵样例", new DateOnly(2026, 11, 3), "孙样例", new DateOnly(2026, 11, 5)), Cancelled);
        await RepairAsync(RecordSamples.Repair("X1", new RepairedRecord("result", "R1")));
        await Bench.StoreAsync(ResultSamples.Result("R1", 2));
        Bench.Clock.Advance(TimeSpan.FromDays(3));
        await Bench.Process().GetRequiredService<ExemptionExpiry>().RunAsync(Cancelled);
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_publicity.Ledger);
    }

    [Fact]
    public async Task An_unknown_record_is_a_finding_and_is_not_shown_when_it_comes()
    {
        var outcome = await RepairAsync(RecordSamples.Repair("X1", new("penalty", "P1"), new("penalty", DocumentNo: "渭临商罚〔2026〕P2号"), new("result", "R1")));
        Assert.All(Assert.IsType<RepairOutcome.Stored>(outcome).Records, x => Assert.Equal("unknown", x.Outcome));
        Assert.Equal(["repaired_unknown 3"], await Bench.ListAsync("select problem || ' ' || occurrences from gateway.quality_issue"));
        await Bench.StoreAsync(RecordSamples.Penalty("P1"), RecordSamples.Penalty("P2"), RecordSamples.Penalty("P3"));
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal("P3|1", Assert.Single(_credit.Ledger).Value.Content);
        Assert.Empty(_publicity.Ledger);
    }

    [Fact]
    public async Task Before_the_minimum_term_or_of_another_party_it_is_refused_whole_with_every_reason()
    {
        await ServePenaltyAsync("P1", "P2");
        await Bench.StoreAsync(RecordSamples.OfCitizen("P3"));
        var early = RecordSamples.Repair("X1", new("penalty", "P1"), new("penalty", "P3"), new("penalty", "P9")) with { DecidedOn = new DateOnly(2026, 12, 1) };
        var refused = Assert.IsType<RepairOutcome.Invalid>(await RepairAsync(early));
        Assert.Equal(["/records/0 order", "/records/1 contradiction"], refused.Problems.Select(x => $"{x.Field} {x.Code}"));
        Assert.Contains("2027-01-30", refused.Problems[0].Message, StringComparison.Ordinal);
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(3, _credit.Ledger.Count);
        Assert.Empty(await Bench.ListAsync("select repair_id from gateway.credit_repair"));
    }

    [Fact]
    public async Task The_party_is_nowhere_in_clear()
    {
        await Bench.StoreAsync(RecordSamples.OfCitizen("P1"));
        await RepairAsync(RecordSamples.Repair("X1", new RepairedRecord("penalty", DocumentNo: "渭临商罚〔2026〕P1号")) with { PartyCode = ResultSamples.Citizen });
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_credit.Ledger);
        Assert.Empty(await Bench.ListAsync(
            $"""
            select 'x' from gateway.credit_repair_record r where r::text like '%{ResultSamples.Citizen}%'
            union all select 'y' from gateway.credit_repair where position('{ResultSamples.Citizen}'::bytea in body) > 0
            union all select 'z' from gateway.audit_entry where detail like '%{ResultSamples.Citizen}%'
            """));
    }

    private async Task ServePenaltyAsync(params string[] ids)
    {
        await Bench.StoreAsync([.. ids.Select(x => RecordSamples.Penalty(x))]);
        await Bench.DrainAsync(Cancelled);
    }

    private Task<RepairOutcome> RepairAsync(CreditRepair repair) =>
        Bench.Process().GetRequiredService<RepairIntake>().StoreAsync(ResultSamples.Area, repair, Cancelled);
}
