using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Results;

namespace Gateway.Pipeline.Disclosure;

/// <summary>What an approval, or the end of one, means for a stored version at each target. Pure.</summary>
public static class ExemptionPlan
{
    /// <param name="exempt">Whether it is exempt from now on.</param>
    /// <param name="basis">The approval that a withdrawal rests on.</param>
    /// <returns>What the targets are to hold that an exemption concerns; the others keep what they have.</returns>
    public static IEnumerable<WantedDelivery> Of(InspectionResult result, int version, IReadOnlyList<ISink> sinks, bool exempt, string? basis)
    {
        var open = Router.Decide(result, sinks, exempt: false);
        var kept = Router.Decide(result, sinks, exempt: true);
        return open.Zip(kept)
            .Where(x => x.First.IsRouted && !x.Second.IsRouted)
            .Select(x => exempt ? x.Second : x.First)
            .Select(x => new WantedDelivery(x.Target, result.Id ?? "", version, x.ReasonCode, x.Reason, Basis: exempt ? basis : null, UnlessSo: true));
    }
}
