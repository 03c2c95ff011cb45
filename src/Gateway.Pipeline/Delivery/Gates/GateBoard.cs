using Gateway.Adapters.Sinks;

namespace Gateway.Pipeline.Delivery.Gates;

/// <summary>How all gates stood at one look. What has no row yet is closed.</summary>
public sealed class GateBoard(IReadOnlyList<Gate> gates, GateRules rules)
{
    private readonly Dictionary<(string, string), Gate> _gates = gates.ToDictionary(x => (x.Platform, x.Lane));

    /// <summary>Until when nothing is sent to a target of an area, or <see langword="null"/>.</summary>
    public DateTimeOffset? ShutUntil(ISink sink, string area, DateTimeOffset now)
    {
        var platform = rules.ShutUntil(OfPlatform(sink), now, sink.Limits.Pace);
        var lane = OfLane(sink, area) is { } found ? rules.ShutUntil(found, now) : null;
        return lane is null || platform > lane ? platform : lane;
    }

    /// <summary>Whether what is sent next is a probe: then anything serves, due or not.</summary>
    public bool IsOpen(ISink sink, string area) =>
        OfPlatform(sink).State == GateState.Open || OfLane(sink, area)?.State == GateState.Open;

    /// <summary>Until when the platform is not called at all, receipts included.</summary>
    public DateTimeOffset? QuietUntil(ISink sink, DateTimeOffset now) => GateRules.QuietUntil(OfPlatform(sink), now, sink.Limits.Pace);

    private Gate OfPlatform(ISink sink) =>
        _gates.GetValueOrDefault((sink.Platform.ToString(), "")) ?? new Gate { Platform = sink.Platform.ToString(), Lane = "" };

    private Gate? OfLane(ISink sink, string area) => _gates.GetValueOrDefault((sink.Platform.ToString(), Gate.LaneOf(sink.Target, area)));
}
