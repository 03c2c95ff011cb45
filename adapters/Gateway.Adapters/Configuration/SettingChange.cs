namespace Gateway.Adapters.Configuration;

/// <summary>One difference between two configurations, for all areas that it is the same for.</summary>
/// <param name="Path">For example <c>feeds.matter.cron</c>.</param>
/// <param name="Old">The value before; <see langword="null"/> where there was none. Of a secret only whether it was set.</param>
/// <param name="New">The value now; <see langword="null"/> where there is none.</param>
/// <param name="Origin">Where the new value stands, or where the old one stood.</param>
/// <param name="Areas">Whom it concerns, ascending.</param>
public sealed record SettingChange(string Path, string? Old, string? New, string Origin, IReadOnlyList<string> Areas)
{
    /// <summary>What is said of a secret that has another value.</summary>
    public const string Replaced = "（已更换）";

    /// <summary>All differences, by path; where only the line of a value moved there is none.</summary>
    /// <param name="before">Effective values before.</param>
    /// <param name="after">Effective values now.</param>
    public static IReadOnlyList<SettingChange> Between(IReadOnlyList<EffectiveSetting> before, IReadOnlyList<EffectiveSetting> after)
    {
        var old = before.ToDictionary(x => (x.Area, x.Path));
        var now = after.ToDictionary(x => (x.Area, x.Path));
        return
        [
            .. old.Keys.Union(now.Keys)
                .Select(x => (Key: x, Old: old.GetValueOrDefault(x), New: now.GetValueOrDefault(x)))
                .Where(x => x.Old?.Value != x.New?.Value || x.Old?.Mark != x.New?.Mark)
                .GroupBy(x => (x.Key.Path, Old: x.Old?.Value, New: NewOf(x.Old, x.New), Origin: (x.New ?? x.Old)?.Origin.ToString() ?? ""))
                .Select(x => new SettingChange(x.Key.Path, x.Key.Old, x.Key.New, x.Key.Origin, [.. x.Select(y => y.Key.Area).Order(StringComparer.Ordinal)]))
                .OrderBy(x => x.Path, StringComparer.Ordinal).ThenBy(x => x.Areas[0], StringComparer.Ordinal),
        ];
    }

    private static string? NewOf(EffectiveSetting? old, EffectiveSetting? now) =>
        now is { Secret: true } && old?.Value == now.Value ? Replaced : now?.Value;
}
