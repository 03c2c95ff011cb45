using Gateway.Contracts.Status;

namespace Gateway.Pipeline.Certification.Switching;

/// <summary>Which adapters are off, and why.</summary>
public sealed class SwitchBoard(IReadOnlyDictionary<(string Area, string Profile), string> off)
{
    public static SwitchBoard AllOn { get; } = new(new Dictionary<(string, string), string>());

    /// <summary><see langword="null"/>: it is on.</summary>
    public string? OffBecause(string area, string profile) => off.GetValueOrDefault((area, profile));

    public bool IsOn(string area, string profile) => !off.ContainsKey((area, profile));

    public IReadOnlyList<AdapterOff> Off =>
        [.. off.OrderBy(x => x.Key.Area, StringComparer.Ordinal).ThenBy(x => x.Key.Profile, StringComparer.Ordinal).Select(x => new AdapterOff(x.Key.Area, x.Key.Profile, x.Value))];
}
