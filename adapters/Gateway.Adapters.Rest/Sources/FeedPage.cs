using System.Globalization;
using System.Security.Cryptography;
using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.Rest.Sources;

/// <summary>A page as it was answered.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record FeedPage(RestAnswer Answer, PageRows Rows)
{
    private static readonly string[] TimeForms =
        ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy/MM/dd HH:mm:ss", "yyyyMMddHHmmss", "yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd"];

    public int Count => Rows.Rows.Count;

    public long? Total { get; init; }

    public string? Snapshot { get; init; }

    public string? Cursor { get; init; }

    public bool? More { get; init; }

    public string? Next { get; init; }

    /// <summary>The last row that has a change time, and that time.</summary>
    public (string? Time, string? Id) LastKey
    {
        get
        {
            var last = Rows.Rows.LastOrDefault(row => row.Unreadable is null);
            return (last?.Values[Envelope.ChangedAt], last?.Values[Envelope.ChangeId] ?? last?.Values[Envelope.Identity]);
        }
    }

    /// <summary>The latest change in it.</summary>
    public FeedCursor? Latest()
    {
        FeedCursor? latest = null;
        foreach (var row in Rows.Rows)
        {
            if (DateTime.TryParseExact(
                row.Values[Envelope.ChangedAt], TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
                && (latest is null || at >= latest.ChangedAt))
            {
                latest = new FeedCursor(at, row.Values[Envelope.ChangeId], null);
            }
        }

        return latest;
    }

    /// <summary>What tells a page that comes twice.</summary>
    public Guid Fingerprint() => new(SHA256.HashData((Answer.Found.Rows ?? ReadOnlyMemory<byte>.Empty).Span)[..16]);
}
