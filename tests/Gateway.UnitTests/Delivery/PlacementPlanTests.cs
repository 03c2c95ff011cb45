using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Delivery;
using Xunit;

namespace Gateway.UnitTests.Delivery;

public sealed class PlacementPlanTests
{
    private static readonly WantedDelivery Wanted = new("t", "R1", 2);

    public static TheoryData<string, bool, bool, DeliveryOperation, string, bool> Table => new()
    {
        // the earlier version's state, unsent, blocked → operation, state, blocked
        { "queued", true, false, DeliveryOperation.Insert, "queued", false },
        { "queued", false, false, DeliveryOperation.Insert, "queued", true },
        { "queued", false, true, DeliveryOperation.Insert, "queued", false },
        { "sent", false, false, DeliveryOperation.Insert, "queued", true },
        { "accepted", false, false, DeliveryOperation.Correct, "queued", false },
        { "published", false, false, DeliveryOperation.Correct, "queued", false },
        { "rejected", false, false, DeliveryOperation.Insert, "queued", false },
        { "withdrawn", false, false, DeliveryOperation.Insert, "queued", false },
        { "parked", false, false, DeliveryOperation.Insert, "queued", false },
        { "not_routed", false, false, DeliveryOperation.Insert, "queued", false },
    };

    [Theory, MemberData(nameof(Table))]
    public void Follows_the_earlier_version(string state, bool unsent, bool blocked, DeliveryOperation operation, string placed, bool waits)
    {
        EarlierDelivery[] earlier = [Earlier(1, "i", state, blocked, unsent)];
        var result = PlacementPlan.Place(Wanted, earlier);
        Assert.Equal((operation, placed, waits), (result.Operation, result.State, result.Blocked));
        Assert.Equal(unsent || blocked || state == "parked" ? [1L] : [], PlacementPlan.Superseded(earlier));
    }

    [Theory]
    [InlineData("accepted", "queued", DeliveryOperation.Withdraw)]
    [InlineData("sent", "queued", DeliveryOperation.Withdraw)]
    [InlineData("rejected", "not_routed", DeliveryOperation.Insert)]
    [InlineData("withdrawn", "not_routed", DeliveryOperation.Insert)]
    public void What_may_no_longer_be_there_is_taken_back_where_it_was_served(string state, string placed, DeliveryOperation operation)
    {
        var result = PlacementPlan.Place(
            Wanted with { NotRoutedCode = "exempt", NotRoutedReason = "经审批不予公示" }, [Earlier(1, "i", state)]);
        Assert.Equal((placed, operation), (result.State, result.Operation));
        Assert.Equal("exempt", result.ReasonCode);
    }

    [Fact]
    public void What_was_withdrawn_and_sent_anew_is_corrected()
    {
        EarlierDelivery[] earlier =
        [
            Earlier(1, "i", "published"), Earlier(2, "d", "withdrawn"), Earlier(3, "i", "published"),
        ];
        Assert.Equal(DeliveryOperation.Insert, PlacementPlan.Place(Wanted, earlier[..2]).Operation);
        Assert.Equal(DeliveryOperation.Correct, PlacementPlan.Place(Wanted, earlier).Operation);
    }

    [Theory]
    [InlineData("parked")]
    [InlineData("not_routed")]
    public void What_the_platform_may_have_is_corrected_and_taken_back_as_if_it_had_it(string state)
    {
        EarlierDelivery[] earlier = [Earlier(1, "i", state) with { Held = true }];
        Assert.Equal(DeliveryOperation.Correct, PlacementPlan.Place(Wanted, earlier).Operation);
        var withdrawn = PlacementPlan.Place(Wanted with { Withdraw = true }, earlier);
        Assert.Equal((DeliveryOperation.Withdraw, "queued"), (withdrawn.Operation, withdrawn.State));
    }

    [Theory]
    // the newest delivery: operation, state, unsent → shown as wanted already, absent as wanted already
    [InlineData("i", "queued", true, false, false)]
    [InlineData("i", "sent", false, true, false)]
    [InlineData("u", "published", false, true, false)]
    [InlineData("i", "parked", false, true, false)]
    [InlineData("i", "rejected", false, true, true)]
    [InlineData("i", "not_routed", false, false, true)]
    [InlineData("d", "queued", true, false, false)]
    [InlineData("d", "queued", false, false, true)]
    [InlineData("d", "sent", false, false, true)]
    [InlineData("d", "parked", false, false, false)]
    [InlineData("d", "withdrawn", false, false, true)]
    public void What_is_so_already_is_told_from_what_is_not(string operation, string state, bool unsent, bool shown, bool absent)
    {
        EarlierDelivery[] earlier = [Earlier(1, operation, state, unsent: unsent)];
        Assert.Equal(shown, PlacementPlan.IsSo(Wanted with { Version = 1 }, earlier));
        Assert.Equal(absent, PlacementPlan.IsSo(Wanted with { Version = 1, Withdraw = true }, earlier));
        Assert.False(PlacementPlan.IsSo(Wanted, earlier), "another version is never so already");
    }

    [Fact]
    public void A_version_placed_again_has_an_occasion_of_its_own()
    {
        EarlierDelivery[] earlier = [Earlier(1, "i", "published"), Earlier(2, "d", "withdrawn") with { Occasion = 1 }];
        Assert.Equal(0, PlacementPlan.Place(Wanted, earlier).Occasion);
        Assert.Equal(2, PlacementPlan.Place(Wanted with { Version = 1 }, earlier).Occasion);
    }

    private static EarlierDelivery Earlier(long id, string operation, string state, bool blocked = false, bool unsent = false) =>
        new(id, "t", "R1", 1, operation, state, blocked, unsent, state is "accepted" or "published");
}
