using Gateway.Contracts.Leads;

namespace Gateway.Adapters.Hotline;

/// <summary>States of handling in the default profile.</summary>
internal static class HotlineStates
{
    public static Dictionary<string, string> Defaults() =>
        Enum.GetValues<HandlingState>().Select(NameOf).ToDictionary(name => name, name => name, StringComparer.Ordinal);

    /// <summary>The state's name at intake and in the configuration.</summary>
    public static string NameOf(HandlingState state) => state switch
    {
        HandlingState.Accepted => "accepted",
        HandlingState.Assigned => "assigned",
        HandlingState.Handled => "handled",
        HandlingState.Rejected => "rejected",
        HandlingState.Transferred => "transferred",
    };
}
