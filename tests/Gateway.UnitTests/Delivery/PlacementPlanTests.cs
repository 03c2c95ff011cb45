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
        EarlierDelivery[] earlier = [new(1, "t", "R1", 1, "i", state, blocked, unsent)];
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
            Wanted with { NotRoutedCode = "exempt", NotRoutedReason = "经审批不予公示" }, [new(1, "t", "R1", 1, "i", state, false, false)]);
        Assert.Equal((placed, operation), (result.State, result.Operation));
        Assert.Equal("exempt", result.ReasonCode);
    }

    [Fact]
    public void What_was_withdrawn_and_sent_anew_is_corrected()
    {
        EarlierDelivery[] earlier =
        [
            new(1, "t", "R1", 1, "i", "published", false, false), new(2, "t", "R1", 1, "d", "withdrawn", false, false),
            new(3, "t", "R1", 2, "i", "published", false, false),
        ];
        Assert.Equal(DeliveryOperation.Insert, PlacementPlan.Place(Wanted, earlier[..2]).Operation);
        Assert.Equal(DeliveryOperation.Correct, PlacementPlan.Place(Wanted, earlier).Operation);
    }
}
