using Gateway.Contracts.CreditRecords;
using Gateway.IntegrationTests.Push;
using Gateway.Pipeline.CreditRecords;
using Gateway.Pipeline.Disclosure;
using Gateway.Pipeline.Reconcile;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Reconcile;

/// <summary>
/// Every platform's ledger against our books over HTTP: each way of differing is found, what a rule may repair is repaired, and the next run
/// proves it. Fails when <c>CompareStore</c> takes a verdict for another, when a repair goes out with the wrong operation
/// (<c>WantedDelivery.HeldThere</c> left out), or when the digest is not that of what was sent.
/// </summary>
public sealed class ReconcileTests(SharedReconcileBench shared) : IClassFixture<SharedReconcileBench>
{
    private PushBench Bench => shared.Bench;

    [Theory]
    [InlineData("exchange-rest")]
    [InlineData("publicity")]
    [InlineData("credit")]
    [InlineData("double-random")]
    public async Task Each_kind_of_finding_is_found_and_repaired_by_rule(string name)
    {
        var target = PushTarget.Named(name);
        var results = await Bench.StoreNewAsync(5);
        await Bench.SettleAsync();
        var withdrawn = await Bench.Gateway.Get<WithdrawalIntake>().StoreAsync(
            PushBench.Area, results[3].Id!, new WithdrawalRequest("录入有误", "更正通知〔2026〕3号"), TestContext.Current.CancellationToken);
        Assert.Equal(new WithdrawalOutcome.Taken(1), withdrawn);
        await Bench.SettleForComparisonAsync();
        var clean = await Bench.ComparedAsync(target);
        Assert.True(clean.Clean, $"{clean}; {string.Join("; ", await Bench.FindingsAsync(target))}");
        Assert.True(clean.Ours >= 4 && clean.OursSha256 == clean.TheirsSha256, $"{clean}");

        string[] ids = [.. results.Select(target.IdOf)];
        var foreign = $"{PushBench.Area}-FOREIGN{target.IdSuffix}";
        await Bench.SpoilAsync(target, "drop", ids[0]);
        await Bench.SpoilAsync(target, "alter", ids[1]);
        await Bench.SpoilAsync(target, "withdraw", ids[2]);
        await Bench.SpoilAsync(target, "revive", ids[3]);
        await Bench.SpoilAsync(target, "add", foreign);
        var found = await Bench.ComparedAsync(target);
        Assert.Equal((1, 1, 1, 1, 1), (found.MissingThere, found.OtherContent, found.ShouldBePublished, found.ShouldBeWithdrawn, found.UnknownHere));
        Assert.False(found.Clean || found.OursSha256 == found.TheirsSha256);
        Assert.Equal(
            [
                $"missing_there {ids[0]} resend open", $"other_content {ids[1]} correct open", $"should_be_published {ids[2]} person open",
                $"should_be_withdrawn {ids[3]} withdraw open", $"unknown_here {foreign} person open",
            ],
            await Bench.FindingsAsync(target));
        Assert.Empty(await Bench.OpenAsync(name));

        Assert.Equal(3, Assert.IsType<ReconcileOutcome.Completed>(await Bench.ReconcileAsync(target, repair: true)).Queued);
        await Bench.SettleForComparisonAsync();
        var repaired = await Bench.ComparedAsync(target, repair: true);
        Assert.True(
            (repaired.Findings, repaired.ShouldBePublished, repaired.UnknownHere) == (2, 1, 1),
            $"{string.Join("; ", await Bench.FindingsAsync(target))}; {string.Join("; ", await Bench.StatesAsync(name))}");
        var ledger = (await Bench.LedgerAsync(target.Profile, target.LedgerKind)).ToDictionary(x => x.Id);
        Assert.Equal([target.Live, target.Live, target.Gone, target.Gone], ids[..4].Select(x => ledger[x].State));
        Assert.Equal((await Bench.BooksAsync(name)).Single(x => x.StartsWith(ids[1], StringComparison.Ordinal)), $"{ids[1]} in_force {ledger[ids[1]].Digest}");
        await Bench.AssertAuditIntactAsync();
    }

    [Fact]
    public async Task Penalties_have_a_ledger_of_their_own()
    {
        var target = PushTarget.Credit with { Name = "credit.penalty", LedgerKind = "penalty" };
        Assert.All(
            await Bench.Gateway.Get<RecordIntake<Penalty>>().StoreAsync(
                PushBench.Area, "rest", [RecordSamples.Penalty("P-1"), RecordSamples.Penalty("P-2")], TestContext.Current.CancellationToken),
            x => Assert.IsType<IntakeOutcome.Created>(x));
        await Bench.SettleForComparisonAsync();
        // Decided on the 30th of October: earlier than the range of the other targets.
        var clean = await Bench.ComparedAsync(target, from: new DateOnly(2026, 10, 30));
        Assert.True(clean is { Clean: true, Ours: 2 }, $"{clean}");
        await Bench.SpoilAsync(target, "drop", $"{PushBench.Area}-P-1");
        Assert.Equal(1, (await Bench.ComparedAsync(target, repair: true, from: new DateOnly(2026, 10, 30))).MissingThere);
        await Bench.SettleForComparisonAsync();
        Assert.True((await Bench.ComparedAsync(target, from: new DateOnly(2026, 10, 30))).Clean);
    }

    // Fails when an exempt record can be placed again: it was withdrawn everywhere, so the ledgers agree with that.
    [Fact]
    public async Task An_exempt_record_that_a_platform_shows_again_is_withdrawn_again()
    {
        var target = PushTarget.Publicity;
        var result = (await Bench.StoreNewAsync(1))[0];
        await Bench.SettleAsync();
        await Bench.StoreAsync(ResultSamples.Exempt(result.Id!, 2));
        await Bench.SettleForComparisonAsync();
        await Bench.SpoilAsync(target, "revive", target.IdOf(result));
        Assert.Equal(1, (await Bench.ComparedAsync(target, repair: true)).ShouldBeWithdrawn);
        await Bench.SettleAsync();
        Assert.Equal(target.Gone, Assert.Single(await Bench.LedgerAsync(target.Profile, target.LedgerKind), x => x.Id == target.IdOf(result)).State);
    }
}
