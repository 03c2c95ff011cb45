using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Disclosure;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.Disclosure;

/// <summary>A withdrawn result leaves every target that has it or may have it, in order, and comes back by a higher version only.</summary>
public sealed class WithdrawalTests(PostgresFixture postgres) : DeliveryBenchTests(postgres)
{
    private static readonly WithdrawalRequest Request = new("录入有误", "更正通知〔2026〕3号");
    private readonly FakePeer _exchange = new();
    private readonly FakePeer _publicity = new();

    protected override ValueTask PrepareAsync()
    {
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _exchange));
        Bench.Sinks.Add(new FakePublicitySink("publicity", FakeTraits.Publicity, _publicity));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_was_served_is_taken_back_once_and_stays_away_until_a_higher_version()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(2, _exchange.Ledger.Count + _publicity.Ledger.Count);

        Assert.Equal(new WithdrawalOutcome.Taken(1), await WithdrawAsync("R1"));
        Assert.Equal(new WithdrawalOutcome.Taken(1), await WithdrawAsync("R1"));
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_exchange.Ledger);
        Assert.Empty(_publicity.Ledger);
        Assert.Equal(2, _publicity.Pushes.Count);

        await Bench.StoreAsync(ResultSamples.Result("R1", 2));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(("R1|2", 1), _publicity.Ledger["610502-R1"]);
        Assert.Equal(
            ["R1#1 i@exchange = accepted", "R1#1 d@exchange = withdrawn", "R1#2 i@exchange = accepted"], await Bench.StatesAsync("exchange"));
        Assert.Equal(new WithdrawalOutcome.Taken(2), await WithdrawAsync("R1"));
    }

    [Fact]
    public async Task Other_words_for_the_same_version_are_a_conflict_and_change_nothing()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await WithdrawAsync("R1");
        Assert.Equal(new WithdrawalOutcome.Conflict(1), await WithdrawAsync("R1", Request with { Basis = "另一依据" }));
        Assert.Equal(["更正通知〔2026〕3号"], await Bench.ListAsync("select basis from gateway.withdrawal"));
    }

    [Fact]
    public async Task An_unknown_result_and_another_countys_are_unknown()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        Assert.IsType<WithdrawalOutcome.Unknown>(await WithdrawAsync("R2"));
        Assert.IsType<WithdrawalOutcome.Unknown>(
            await Bench.Process().GetRequiredService<WithdrawalIntake>().StoreAsync("610503", "R1", Request, Cancelled));
        Assert.Empty(await Bench.ListAsync("select result_id from gateway.withdrawal"));
    }

    [Fact]
    public async Task What_was_not_sent_is_never_sent()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await WithdrawAsync("R1");
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_exchange.Pushes);
        Assert.Empty(_publicity.Pushes);
        Assert.Equal(
            ["R1#1 i@publicity = not_routed superseded", "R1#1 i@publicity = not_routed withdrawn_by_county"], await Bench.StatesAsync("publicity"));
    }

    [Fact]
    public async Task What_is_in_flight_is_taken_back_after_it_arrived()
    {
        _publicity.OnPush = (batch, _) =>
        {
            _publicity.Take(batch);
            throw new TransientFailure("reset", "与对方的连接中断", answerLost: true);
        };
        _publicity.OnProbe = (batch, _) => Task.FromResult(FakePeer.Verdicts(batch, VerdictKind.Accepted));
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        await WithdrawAsync("R1");
        _publicity.OnPush = null;
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@publicity = sent", "R1#1 d@publicity = queued withdrawn_by_county"], await Bench.StatesAsync("publicity"));
        Bench.Clock.Advance(Bench.Options.RetryDelays[0]);
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@publicity = accepted", "R1#1 d@publicity = withdrawn"], await Bench.StatesAsync("publicity"));
        Assert.Empty(_publicity.Ledger);
    }

    [Fact]
    public async Task What_never_went_to_a_target_leaves_its_reason_there()
    {
        await Bench.StoreAsync(ResultSamples.OfCitizen("R1"));
        await Bench.DrainAsync(Cancelled);
        await WithdrawAsync("R1");
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@publicity = not_routed natural_person"], await Bench.StatesAsync("publicity"));
        Assert.Equal(["R1#1 i@exchange = accepted", "R1#1 d@exchange = withdrawn"], await Bench.StatesAsync("exchange"));
    }

    [Fact]
    public async Task A_target_that_left_the_configuration_still_gets_its_withdrawal()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        var gone = Bench.Sinks[1];
        Bench.Sinks.RemoveAt(1);
        await WithdrawAsync("R1");
        Assert.Contains("R1#1 d@publicity = queued withdrawn_by_county", await Bench.StatesAsync("publicity"));
        Bench.Sinks.Add(gone);
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_publicity.Ledger);
    }

    [Fact]
    public async Task The_decision_is_in_the_audit_log_with_reason_and_basis()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await WithdrawAsync("R1");
        Assert.Equal(
            ["result:610502/R1#1 {\"reason\":\"录入有误\",\"basis\":\"更正通知〔2026〕3号\"}"],
            await Bench.ListAsync("select subject || ' ' || detail from gateway.audit_entry where kind = 'result.withdrawn'"));
    }

    private Task<WithdrawalOutcome> WithdrawAsync(string id, WithdrawalRequest? request = null) =>
        Bench.Process().GetRequiredService<WithdrawalIntake>().StoreAsync(ResultSamples.Area, id, request ?? Request, Cancelled);
}
