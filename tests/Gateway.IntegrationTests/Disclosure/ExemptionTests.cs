using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Disclosure;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.Disclosure;

/// <summary>An approval not to publish that comes after publication, and how it ends.</summary>
public sealed class ExemptionTests(PostgresFixture postgres) : DeliveryBenchTests(postgres)
{
    private static readonly RevocationRequest Revocation = new("钱样例", "理由消失");
    private readonly FakePeer _exchange = new();
    private readonly FakePeer _publicity = new();

    protected override ValueTask PrepareAsync()
    {
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _exchange));
        Bench.Sinks.Add(new FakePublicitySink("publicity", FakeTraits.Publicity, _publicity));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_is_published_is_taken_back_and_comes_again_when_the_approval_is_revoked()
    {
        await PublishAsync();
        var id = await ApproveAsync();
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_publicity.Ledger);

        Assert.Equal(new ExemptionOutcome.Done(id), await RevokeAsync(id));
        Assert.Equal(new ExemptionOutcome.Same(id), await RevokeAsync(id));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(("R1|1", 1), _publicity.Ledger["610502-R1"]);
        Assert.Equal(
            ["R1#1 i@publicity = accepted", "R1#1 d@publicity = withdrawn", "R1#1 i@publicity = accepted"], await Bench.StatesAsync("publicity"));
    }

    [Fact]
    public async Task A_target_that_may_have_exempt_results_notices_nothing()
    {
        await PublishAsync();
        var id = await ApproveAsync();
        await Bench.DrainAsync(Cancelled);
        await RevokeAsync(id);
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@exchange = accepted"], await Bench.StatesAsync("exchange"));
        Assert.Single(_exchange.Pushes);
    }

    [Fact]
    public async Task It_comes_again_on_the_day_after_the_last_one_and_once()
    {
        await PublishAsync();
        await ApproveAsync(new DateOnly(2026, 11, 5));
        await Bench.DrainAsync(Cancelled);
        Bench.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await ExpireAsync());
        Assert.Empty(_publicity.Ledger);

        Bench.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((1, 0), (await ExpireAsync(), await ExpireAsync()));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(("R1|1", 1), _publicity.Ledger["610502-R1"]);
    }

    [Fact]
    public async Task Another_approval_in_force_keeps_it_away()
    {
        await PublishAsync();
        var first = await ApproveAsync();
        await ApproveAsync(approvalNo: "渭临审〔2026〕2号");
        await RevokeAsync(first);
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_publicity.Ledger);
    }

    [Fact]
    public async Task What_its_county_withdrew_stays_away_whatever_becomes_of_the_approval()
    {
        await PublishAsync();
        var id = await ApproveAsync();
        await Bench.DrainAsync(Cancelled);
        await Bench.Process().GetRequiredService<WithdrawalIntake>().StoreAsync(ResultSamples.Area, "R1", new WithdrawalRequest("录入有误", "依据"), Cancelled);
        await RevokeAsync(id);
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_publicity.Ledger);
        Assert.Empty(_exchange.Ledger);
    }

    [Fact]
    public async Task A_correction_that_came_meanwhile_is_what_is_published_afterwards()
    {
        await PublishAsync();
        var id = await ApproveAsync();
        await Bench.DrainAsync(Cancelled);
        await Bench.StoreAsync(ResultSamples.Result("R1", 2));
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(_publicity.Ledger);
        await RevokeAsync(id);
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(("R1|2", 1), _publicity.Ledger["610502-R1"]);
    }

    [Fact]
    public async Task What_is_on_its_way_to_the_public_is_taken_back_once_it_arrived()
    {
        _publicity.OnProbe = (batch, _) => Task.FromResult(FakePeer.Verdicts(batch, VerdictKind.Accepted));
        await PublishWithFailureAsync(taken: true);
        await ApproveAsync();
        await RetryAsync();
        Assert.Equal(["R1#1 i@publicity = accepted", "R1#1 d@publicity = withdrawn"], await Bench.StatesAsync("publicity"));
        Assert.Empty(_publicity.Ledger);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_platform_did_not_take_is_never_shown_and_the_rest_of_its_batch_is(bool answerLost)
    {
        await PublishWithFailureAsync(taken: false, answerLost, "R1", "R2");
        await ApproveAsync();
        await RetryAsync();
        Assert.Equal(("R2|1", 1), Assert.Single(_publicity.Ledger).Value);
        Assert.Equal(
            ["R1#1 d@publicity = not_routed exempt", "R1#1 i@publicity = not_routed taken_back", "R2#1 i@publicity = accepted"],
            (await Bench.StatesAsync("publicity")).Order(StringComparer.Ordinal));
        Assert.Equal(["held_back", "taken_back"], await Bench.ListAsync(
            "select unnest(array[a.outcome, a.code]) from gateway.delivery_attempt a join gateway.delivery_batch using (batch_id) where a.code = 'taken_back'"));
    }

    [Fact]
    public async Task What_a_platform_that_cannot_be_asked_may_have_is_taken_back_and_not_sent_again()
    {
        _publicity.OnProbe = (_, _) => Task.FromResult<PushOutcome>(new PushOutcome.NotAsked());
        await PublishWithFailureAsync(taken: true);
        await ApproveAsync();
        await RetryAsync();
        Assert.Equal(["R1#1 i@publicity = not_routed taken_back", "R1#1 d@publicity = withdrawn"], await Bench.StatesAsync("publicity"));
        Assert.Empty(_publicity.Ledger);
        Assert.Equal(["push", "probe", "push"], _publicity.Calls);
    }

    [Fact]
    public async Task A_revocation_before_the_withdrawal_was_sent_leaves_it_published()
    {
        await PublishAsync();
        await RevokeAsync(await ApproveAsync());
        await Bench.DrainAsync(Cancelled);
        Assert.Equal("R1|1", _publicity.Ledger["610502-R1"].Content);
        Assert.Equal("R1#1 u@publicity = accepted", (await Bench.StatesAsync("publicity"))[^1]);
    }

    [Fact]
    public async Task Who_entered_the_result_may_not_approve_and_nothing_is_kept_of_it()
    {
        await PublishAsync();
        Assert.IsType<ExemptionOutcome.Invalid>(await TryAsync(Request() with { ApprovedBy = "王样例" }));
        Assert.IsType<ExemptionOutcome.Unknown>(await TryAsync(Request() with { ResultId = "R2" }));
        Assert.IsType<ExemptionOutcome.Unknown>(
            await Bench.Process().GetRequiredService<ExemptionIntake>().RevokeAsync(ResultSamples.Area, 77, Revocation, Cancelled));
        Assert.Empty(await Bench.ListAsync("select result_id from gateway.exemption"));
        Assert.Single(await Bench.StatesAsync("publicity"));
    }

    [Fact]
    public async Task Every_decision_is_in_the_audit_log_without_full_names()
    {
        await PublishAsync();
        var id = await ApproveAsync(new DateOnly(2026, 11, 4));
        await RevokeAsync(id);
        await ApproveAsync(new DateOnly(2026, 11, 4), "渭临审〔2026〕2号");
        Bench.Clock.Advance(TimeSpan.FromDays(1));
        await ExpireAsync();
        var entries = await Bench.ListAsync(
            "select kind || ' ' || subject || ' ' || detail from gateway.audit_entry where kind like 'exemption.%' order by entry_no");
        Assert.Equal(4, entries.Length);
        Assert.Equal(
            $"exemption.approved result:610502/R1 {{\"exemption\":{id},\"ground\":\"商业秘密\",\"approvalNo\":\"渭临审〔2026〕1号\",\"approvedBy\":\"赵**\","
                + "\"approvedOn\":\"2026-11-03\",\"enteredBy\":\"孙**\",\"expiresOn\":\"2026-11-04\"}",
            entries[0]);
        Assert.Equal($"exemption.revoked result:610502/R1 {{\"exemption\":{id},\"revokedBy\":\"钱**\",\"reason\":\"理由消失\"}}", entries[1]);
        Assert.StartsWith("exemption.expired result:610502/R1 ", entries[3], StringComparison.Ordinal);
    }

    private static ExemptionRequest Request() =>
        new("R1", "商业秘密", "渭临审〔2026〕1号", "赵样例", new DateOnly(2026, 11, 3), "孙样例");

    private async Task PublishAsync()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
    }

    /// <summary>Results whose first push to the public fails: before the platform <paramref name="taken">took</paramref> them or after.</summary>
    private async Task PublishWithFailureAsync(bool taken, bool answerLost = true, params string[] ids)
    {
        _publicity.OnPush = (batch, _) =>
        {
            if (taken)
            {
                _publicity.Take(batch);
            }

            throw new TransientFailure("reset", "与对方的连接中断", answerLost: answerLost);
        };
        foreach (var id in ids is [] ? ["R1"] : ids)
        {
            await Bench.StoreAsync(ResultSamples.Result(id));
        }

        await Bench.DrainAsync(Cancelled);
    }

    private async Task RetryAsync()
    {
        _publicity.OnPush = null;
        Bench.Clock.Advance(Bench.Options.RetryDelays[0]);
        await Bench.DrainAsync(Cancelled);
    }

    private async Task<long> ApproveAsync(DateOnly? expiresOn = null, string approvalNo = "渭临审〔2026〕1号") =>
        Assert.IsType<ExemptionOutcome.Done>(await TryAsync(Request() with { ExpiresOn = expiresOn, ApprovalNo = approvalNo })).Id;

    private Task<ExemptionOutcome> TryAsync(ExemptionRequest request) =>
        Bench.Process().GetRequiredService<ExemptionIntake>().ApproveAsync(ResultSamples.Area, request, Cancelled);

    private Task<ExemptionOutcome> RevokeAsync(long id) =>
        Bench.Process().GetRequiredService<ExemptionIntake>().RevokeAsync(ResultSamples.Area, id, Revocation, Cancelled);

    private Task<int> ExpireAsync() => Bench.Process().GetRequiredService<ExemptionExpiry>().RunAsync(Cancelled);
}
