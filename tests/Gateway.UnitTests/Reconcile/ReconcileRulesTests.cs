using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Reconcile;
using Xunit;

namespace Gateway.UnitTests.Reconcile;

public sealed class ReconcileRulesTests
{
    private static readonly TargetTraits Publishes = new(true, [], [], false, false, false);

    [Theory]
    [InlineData(20, 100, false)] // not more than the count
    [InlineData(21, 1000, false)] // not more than the share
    [InlineData(21, 100, true)]
    [InlineData(1_000_000, 1_000_000, true)]
    public void Too_many_findings_are_held(long repairable, long compared, bool held)
    {
        Assert.Equal(held, ReconcileRules.Hold(repairable, compared, acceptMany: false, new ReconcileOptions()) is not null);
        Assert.Null(ReconcileRules.Hold(repairable, compared, acceptMany: true, new ReconcileOptions()));
    }

    [Fact]
    public void What_a_platform_withdrew_itself_and_what_is_unknown_is_for_a_person() =>
        Assert.Equal(
            ["resend", "person", "correct", "withdraw", "person"], FindingKinds.All.Select(x => ReconcileRules.RepairOf(x, new ReconcileOptions())));

    [Theory]
    [InlineData("missing_there", "resend", false, false)]
    [InlineData("other_content", "correct", true, false)]
    public void A_record_is_placed_again_in_the_way_that_the_platforms_books_ask_for(string kind, string repair, bool held, bool withdraw)
    {
        var placed = Assert.IsType<RepairDecision.Place>(RepairRules.Decide("t", [Finding(kind, repair)], Facts(), Publishes));
        Assert.Equal((1, (bool?)held, withdraw), (placed.Wanted.Version, placed.Wanted.HeldThere, placed.Wanted.Withdraw));
    }

    [Fact]
    public void A_withdrawal_is_repeated_with_its_reason_and_basis()
    {
        var facts = Facts() with { Operation = "d", State = "withdrawn", Withdrawn = true, Exempt = true, Reason = "录入有误", Basis = "更正通知" };
        var placed = Assert.IsType<RepairDecision.Place>(RepairRules.Decide("t", [Finding("should_be_withdrawn", "withdraw")], facts, Publishes));
        Assert.Equal(
            (true, true, "录入有误", "更正通知"),
            (placed.Wanted.Withdraw, placed.Wanted.HeldThere, placed.Wanted.NotRoutedReason, placed.Wanted.Basis));
    }

    [Theory]
    [InlineData("rejected", "驳回")] // refused, but newer: the older one must not go out after it
    [InlineData("parked", "停放")]
    [InlineData("queued", "在途")]
    [InlineData("sent", "在途")]
    [InlineData("accepted", "新的推送")]
    [InlineData("not_routed", "新的推送")]
    public void Anything_newer_leaves_a_record_alone(string state, string why) =>
        Assert.Contains(why, SkipOf(Facts() with { DeliveryId = 8, State = state, Version = 2 }), StringComparison.Ordinal);

    [Fact]
    public void What_is_exempt_taken_back_or_superseded_is_not_sent_again()
    {
        Assert.Equal("经审批不予公示", SkipOf(Facts() with { Exempt = true }));
        Assert.Equal("该版本已撤回", SkipOf(Facts() with { Withdrawn = true }));
        Assert.Equal("已有更高版本 2", SkipOf(Facts() with { Highest = 2 }));
        Assert.Equal("状态已变化", SkipOf(Facts() with { State = "queued" }));
        Assert.Contains("已不再", SkipOf(Facts(), traits: null), StringComparison.Ordinal);
        Assert.IsType<RepairDecision.Place>(RepairRules.Decide(
            "t", [Finding("missing_there", "resend")], Facts() with { Exempt = true }, Publishes with { Public = false, TakesExempt = true }));
    }

    [Fact]
    public void Rows_of_one_record_that_differ_in_different_ways_are_for_a_person()
    {
        Assert.IsType<RepairDecision.Skip>(RepairRules.Decide(
            "t", [Finding("missing_there", "resend"), Finding("other_content", "correct")], Facts(), Publishes));
        // The row of a matter that a correction left out is in force there, the others rightly so: the record must not be withdrawn for it.
        Assert.IsType<RepairDecision.Skip>(RepairRules.Decide("t", [Finding("should_be_withdrawn", "withdraw")], Facts(), Publishes));
    }

    [Fact]
    public void A_night_compares_the_last_days_and_early_in_a_month_the_one_before()
    {
        var options = new ReconcileOptions { NightlyDays = 7, MonthNights = 3 };
        Assert.Equal([(Day(11, 20), Day(11, 26), "nightly")], NightPlan.Of(Day(11, 27), options));
        Assert.Equal([(Day(10, 27), Day(11, 2), "nightly"), (Day(10, 1), Day(10, 31), "month")], NightPlan.Of(Day(11, 3), options));
        Assert.Single(NightPlan.Of(Day(11, 4), options));
        Assert.Equal((new DateOnly(2025, 12, 1), new DateOnly(2025, 12, 31), "month"), NightPlan.Of(Day(1, 1), options)[1]);
    }

    private static DateOnly Day(int month, int day) => new(2026, month, day);

    private static string SkipOf(RepairFacts facts) => SkipOf(facts, Publishes);

    private static string SkipOf(RepairFacts facts, TargetTraits? traits) =>
        Assert.IsType<RepairDecision.Skip>(RepairRules.Decide("t", [Finding("missing_there", "resend")], facts, traits)).Why;

    private static OpenFinding Finding(string kind, string repair) => new(1, kind, "610502-R1", "result", "R1", 1, 7, repair);

    private static RepairFacts Facts() => new("result", "R1", 1, 7, "i", "accepted", 1, false, false, null, null);
}
