using Gateway.Adapters.Sinks;

namespace Gateway.Pipeline.Delivery.Gates;

/// <summary>How all gates stood at one look. What has no row yet is closed.</summary>
public sealed class GateBoard(IReadOnlyList<Gate> gates, GateRules rules)
{
    private readonly Dictionary<(string, string), Gate> _gates = gates.ToDictionary(x => (x.Platform, x.Lane));

    public IReadOnlyList<Gate> Gates => gates;

    /// <summary>Until when nothing is sent to a target of an area, or <see langword="null"/>.</summary>
    public DateTimeOffset? ShutUntil(PlatformKey platform, string target, string area, DateTimeOffset now) =>
        new[] { Find(platform, ""), Find(platform, Gate.LaneOf(target, area)) }.Max(x => x is null ? null : rules.ShutUntil(x, now));

    /// <summary>Whether what is sent next is a probe: then anything serves, due or not.</summary>
    public bool IsOpen(PlatformKey platform, string target, string area) =>
        Find(platform, "")?.State == GateState.Open || Find(platform, Gate.LaneOf(target, area))?.State == GateState.Open;

    /// <summary>Until when the platform asked to be left alone, receipts and all.</summary>
    public DateTimeOffset? QuietUntil(PlatformKey platform, DateTimeOffset now) => Find(platform, "")?.QuietUntil is { } until && until > now ? until : null;

    private Gate? Find(PlatformKey platform, string lane) => _gates.GetValueOrDefault((platform.ToString(), lane));
}
