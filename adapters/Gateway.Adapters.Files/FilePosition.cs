namespace Gateway.Adapters.Files;

/// <summary>
/// The cursor of a feed: per kind of file the last one taken, as <c>subject:20261127_003 subject_change:20261127_002</c>.
/// </summary>
internal sealed class FilePosition
{
    private readonly SortedDictionary<string, string> _last = new(StringComparer.Ordinal);

    public static FilePosition Parse(string? text)
    {
        var position = new FilePosition();
        foreach (var part in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                position._last[part[..colon]] = part[(colon + 1)..];
            }
        }

        return position;
    }

    /// <summary>The last file of a kind that was taken, or <see langword="null"/>; the extension is not known any more.</summary>
    public DropName? LastOf(string area, string kind) =>
        _last.TryGetValue(kind, out var position) ? DropName.Parse($"{area}_{kind}_{position}.csv") : null;

    public void Take(DropName name) => _last[name.Kind] = name.Position;

    public override string ToString() => string.Join(' ', _last.Select(pair => $"{pair.Key}:{pair.Value}"));
}
