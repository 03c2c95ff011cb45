using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Reconcile;
using Xunit;

namespace Gateway.UnitTests.Reconcile;

public sealed class BookRulesTests
{
    private static readonly DateOnly Day = new(2026, 11, 3);

    [Theory]
    [InlineData("accepted", LedgerState.InForce, "in_force")]
    [InlineData("published", LedgerState.InForce, "in_force")]
    [InlineData("accepted", LedgerState.Withdrawn, "withdrawn")] // a correction deletes the rows of matters that it no longer has
    [InlineData("withdrawn", LedgerState.Withdrawn, "withdrawn")]
    [InlineData("rejected", LedgerState.InForce, "unsure")]
    [InlineData("parked", LedgerState.InForce, "unsure")]
    public void A_row_is_booked_as_it_was_judged(string delivery, LedgerState row, string state) =>
        Assert.Equal(state, Assert.Single(BookRules.Of(Ended(delivery), [Row(row)])).State);

    [Fact]
    public void A_delivery_that_another_batch_ended_is_not_booked_with_this_one() =>
        Assert.Empty(BookRules.Of(Ended("accepted", here: false), [Row(LedgerState.InForce)]));

    [Fact]
    public void The_day_is_the_rows_or_the_receipts_or_lies_between_forming_and_end()
    {
        (DateOnly?, DateOnly?) DaysOf(LedgerRow row, params DateOnly?[] receipt)
        {
            var booked = Assert.Single(BookRules.Of(Ended("published", receipt.Length == 0 ? null : receipt), [row]));
            return (booked.DayFirst, booked.Day);
        }

        var published = new DateOnly(2026, 11, 5);
        Assert.Equal((Day, Day), DaysOf(Row(LedgerState.InForce)));
        Assert.Equal((published, published), DaysOf(Row(LedgerState.InForce) with { Day = null }, published));
        Assert.Equal((new DateOnly(2026, 11, 4), new DateOnly(2026, 11, 6)), DaysOf(Row(LedgerState.InForce) with { Day = null }));
        // The receipt gives days, but not for this one: an earlier attempt had published it.
        Assert.Equal((new DateOnly(2026, 10, 4), new DateOnly(2026, 11, 6)), DaysOf(Row(LedgerState.InForce) with { Day = null }, [null]));
    }

    [Fact]
    public void What_is_sure_goes_before_what_is_newer_and_refused()
    {
        var sure = Assert.Single(BookRules.Of(Ended("accepted"), [Row(LedgerState.InForce)]));
        var refused = sure with { DeliveryId = 9, State = "unsure" };
        Assert.Equal([sure], BookRules.Newest([refused, sure]));
        Assert.Equal([sure with { DeliveryId = 9 }], BookRules.Newest([sure with { DeliveryId = 9 }, sure]));
        var takenBack = new BookedRow(sure.WireId, "R1", 1, 9, "withdrawn", null, null, null, sure.SettledAt);
        Assert.Equal([takenBack with { Digest = sure.Digest, DayFirst = Day, Day = Day }], BookRules.Newest([takenBack, sure]));
    }

    [Fact]
    public void A_row_that_cannot_be_read_back_is_booked_without_digest()
    {
        var row = Assert.Single(BookRules.Of(Ended("accepted"), []));
        Assert.Equal(("610502-R1", "in_force", null), (row.WireId, row.State, row.Digest));
    }

    private static LedgerRow Row(LedgerState state) => new("610502-R1", state, new string('a', 64), Day);

    private static EndedBatch Ended(string state, DateOnly?[]? days = null, bool here = true) => new(
        new HeldBatch
        {
            BatchId = 1,
            ClaimToken = 1,
            Target = "t",
            Area = "610502",
            Kind = "result",
            Members = [new BatchMember(7, 1)],
            PayloadHash = [],
            Push = new PushBatch(new BatchStamp("2026110400001", new DateTime(2026, 11, 4)), DeliveryOperation.Insert, Array.Empty<byte>(), ["610502-R1"]),
        },
        "done", new DateTimeOffset(2026, 11, 5, 20, 0, 0, TimeSpan.Zero), days,
        new Dictionary<long, BatchedDelivery> { [7] = new(7, "R1", 1, state, here) });
}
