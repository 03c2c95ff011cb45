using System.Globalization;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Delivery;

namespace Gateway.Pipeline.Desk;

/// <summary>What is known of a delivery in the transaction that would send it again.</summary>
/// <param name="Chosen">It is a waiting item of the operation.</param>
/// <param name="Followed">The record was placed again at the target since.</param>
/// <param name="Highest">The highest version of a result.</param>
/// <param name="Withdrawn">Its version was taken back.</param>
/// <param name="OpenBatch">The batch whose answer is still open: the platform may have it.</param>
/// <param name="Stated">Why a withdrawal was asked for.</param>
internal sealed record RetryFacts(
    long DeliveryId, string Target, string Area, string Kind, string DocId, int Version, string Operation, string State, bool Chosen, bool Followed,
    int? Highest, bool Withdrawn, bool Exempt, long? OpenBatch, string? Stated, string? Basis);

/// <summary>How an item goes on.</summary>
internal abstract record RetryDecision
{
    private RetryDecision()
    {
    }

    /// <summary>Placed anew: the same version, with what the platform has taken into account.</summary>
    internal sealed record Place : RetryDecision;

    /// <summary>The stored batch goes on: the platform is asked first, and what goes out again is the same bytes.</summary>
    internal sealed record Revive(long BatchId) : RetryDecision;

    internal sealed record Skip(string Why) : RetryDecision;
}

/// <summary>Whether a failed delivery may be sent again, and how. What changed since it was shown is left alone. Pure.</summary>
internal static class RetryRules
{
    /// <param name="one">The item.</param>
    /// <param name="batch">All members of its batch, where its answer is open.</param>
    /// <param name="traitsOf">Traits of an area's target; <see langword="null"/> where it is none any more.</param>
    public static RetryDecision Decide(RetryFacts one, IReadOnlyList<RetryFacts> batch, Func<RetryFacts, TargetTraits?> traitsOf)
    {
        if (Obstacle(one, traitsOf(one)) is { } why)
        {
            return new RetryDecision.Skip(why);
        }

        if (one.OpenBatch is not { } open)
        {
            return new RetryDecision.Place();
        }

        if (batch.FirstOrDefault(x => Obstacle(x, traitsOf(x)) is not null) is { } other)
        {
            return new RetryDecision.Skip($"平台可能已收到原批次，而同批的 {other.DocId} 已不能重发（{Obstacle(other, traitsOf(other))}）：请由来源单位以更高版本重新送入");
        }

        var apart = batch.Count(x => !x.Chosen);
        return apart == 0
            ? new RetryDecision.Revive(open)
            : new RetryDecision.Skip(string.Create(CultureInfo.InvariantCulture, $"平台可能已收到原批次，只能整批先查询再重发：请把同批另外 {apart} 条一并选中"));
    }

    private static string? Obstacle(RetryFacts one, TargetTraits? traits) => one switch
    {
        { State: not (DeliveryStates.Parked or DeliveryStates.Rejected) } => "状态已变化，不再是失败",
        { Followed: true } => "之后已有新的推送",
        { Operation: not "d" } when one.Highest > one.Version => string.Create(CultureInfo.InvariantCulture, $"已有更高版本 {one.Highest}"),
        { Operation: not "d", Withdrawn: true } => "该版本已撤回",
        _ when traits is null => "该地区已不再向此平台推送",
        { Operation: not "d", Exempt: true } when traits.Public || !traits.TakesExempt => "经审批不予公示",
        _ => null,
    };
}
