namespace Gateway.Pipeline.Normalise;

/// <summary>A record fit to be stored: its columns in the order of its normaliser's <see cref="IFeedNormaliser.Columns"/>.</summary>
public abstract record FeedRow
{
    public string Identity { get; init; } = "";
    public DateTime? ChangedAt { get; init; }
    public string? ChangeId { get; init; }
    public string? Source { get; init; }
    public string? Batch { get; init; }

    /// <summary>Writes the feed's own columns.</summary>
    public abstract void Write(IColumnWriter to);
}

/// <summary>Where a row writes its columns; the store stands behind it.</summary>
public interface IColumnWriter
{
    void Text(string? value);
    void Texts(IReadOnlyList<string> values);
    void Date(DateOnly? value);
    void Number(decimal? value);
    void Bytes(byte[]? value);
    void Timestamp(DateTime? value);
}
