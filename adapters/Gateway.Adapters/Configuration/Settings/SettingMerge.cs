namespace Gateway.Adapters.Configuration.Settings;

/// <summary>Lays one level of configuration over another: maps merge, lists and values replace.</summary>
internal static class SettingMerge
{
    public static SettingNode Over(SettingNode below, SettingNode above) =>
        below is MapNode lower && above is MapNode upper ? Over(lower, upper) : above;

    public static MapNode Over(MapNode below, MapNode above)
    {
        var merged = below.Entries.ToList();
        foreach (var entry in above.Entries)
        {
            var at = merged.FindIndex(known => known.Key == entry.Key);
            if (at < 0)
            {
                merged.Add(entry);
            }
            else
            {
                merged[at] = entry with { Value = Over(merged[at].Value, entry.Value) };
            }
        }

        return new MapNode(merged, above.Origin.Kind == SettingOriginKind.File ? above.Origin : below.Origin);
    }
}
