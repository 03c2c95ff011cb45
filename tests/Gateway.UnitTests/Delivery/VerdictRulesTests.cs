using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Delivery;
using Xunit;

namespace Gateway.UnitTests.Delivery;

public sealed class VerdictRulesTests
{
    [Theory]
    [InlineData("AA", "accepted")]
    [InlineData("AR", "rejected")]
    [InlineData("RU", "rejected")]
    [InlineData("AU", "parked")]
    [InlineData("A-", "parked")]
    [InlineData("PP", "published")]
    [InlineData("WW", "parked")]
    public void A_result_of_several_rows_is_as_its_worst(string rows, string state) =>
        Assert.Equal(state, Assert.Single(VerdictRules.Of(Batch(DeliveryOperation.Insert), Verdicts(rows))).State);

    [Theory, InlineData("AA"), InlineData("WW"), InlineData("AW")]
    public void A_withdrawal_that_was_taken_is_withdrawn(string rows) =>
        Assert.Equal("withdrawn", Assert.Single(VerdictRules.Of(Batch(DeliveryOperation.Withdraw), Verdicts(rows))).State);

    [Fact]
    public void The_platforms_words_stay()
    {
        var verdict = Assert.Single(VerdictRules.Of(Batch(DeliveryOperation.Insert), Verdicts("AR")));
        Assert.Equal(("c1", "m1"), (verdict.Code, verdict.Message));
    }

    [Fact]
    public void A_row_without_a_verdict_counts_as_unknown() =>
        Assert.Equal(new VerdictCounts(1, 0, 0, 0, 1), VerdictRules.Count(["w0", "w1"], Verdicts("A-")));

    [Theory]
    [InlineData(VerdictKind.Accepted, "accepted", 2)]
    [InlineData(VerdictKind.Rejected, "parked", 1)]
    [InlineData(VerdictKind.Unknown, "parked", 1)]
    public void A_row_that_is_judged_twice_counts_only_where_both_agree(VerdictKind second, string state, int accepted)
    {
        RowVerdict[] verdicts = [.. Verdicts("AA"), new("w1", second, "c9", "再答")];
        var verdict = Assert.Single(VerdictRules.Of(Batch(DeliveryOperation.Insert), verdicts));
        Assert.Equal(state, verdict.State);
        Assert.Equal(accepted, VerdictRules.Count(["w0", "w1"], verdicts).Accepted);
        Assert.True(second == VerdictKind.Accepted || verdict.Message!.Contains("再答", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_said_of_a_row_that_was_not_sent_counts_nowhere() =>
        Assert.Equal(
            new VerdictCounts(1, 0, 0, 0, 1),
            VerdictRules.Count(["w0", "w1"], [new("w0", VerdictKind.Accepted, "0", ""), new("stranger", VerdictKind.Accepted, "0", "")]));

    private static List<RowVerdict> Verdicts(string rows) =>
        [.. rows.Select((kind, i) => (kind, i)).Where(x => x.kind != '-').Select(x => new RowVerdict($"w{x.i}", Kind(x.kind), $"c{x.i}", $"m{x.i}"))];

    private static VerdictKind Kind(char letter) => letter switch
    {
        'A' => VerdictKind.Accepted,
        'P' => VerdictKind.Published,
        'W' => VerdictKind.Withdrawn,
        'R' => VerdictKind.Rejected,
        _ => VerdictKind.Unknown,
    };

    private static HeldBatch Batch(DeliveryOperation operation) => new()
    {
        BatchId = 1,
        ClaimToken = 1,
        Target = "t",
        Area = "610502",
        Kind = "result",
        Members = [new BatchMember(7, 2)],
        PayloadHash = [],
        Push = new PushBatch(new BatchStamp("2026110400001", new DateTime(2026, 11, 4)), operation, Array.Empty<byte>(), ["w0", "w1"]),
    };
}
