namespace Gateway.Adapters.Configuration.Settings;

/// <summary>A piece of configuration before it has a type, every part with its origin.</summary>
internal abstract record SettingNode(SettingOrigin Origin);

/// <param name="Text">As written.</param>
/// <param name="Quoted">Whether it is text beyond doubt: quoted in YAML, or from a variable.</param>
/// <param name="Origin">Where it stands.</param>
internal sealed record ScalarNode(string Text, bool Quoted, SettingOrigin Origin) : SettingNode(Origin);

internal sealed record ListNode(IReadOnlyList<SettingNode> Items, SettingOrigin Origin) : SettingNode(Origin);

internal sealed record MapNode(IReadOnlyList<SettingEntry> Entries, SettingOrigin Origin) : SettingNode(Origin)
{
    public SettingEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);

    /// <summary>Where a value stands, or the nearest thing above it that is written.</summary>
    public SettingOrigin At(params ReadOnlySpan<string> path) =>
        path is [var first, .. var rest] && Find(first)?.Value is { } value
            ? value is MapNode map && rest.Length > 0 ? map.At(rest) : value.Origin
            : Origin;
}

internal sealed record SettingEntry(string Key, bool KeyQuoted, SettingOrigin KeyOrigin, SettingNode Value);
