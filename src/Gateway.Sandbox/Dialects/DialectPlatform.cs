using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.P1;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.Dialects;

/// <summary>
/// The provincial platform behind its dialects: the feeds and the ledger of results of profile 1, whatever language they are asked for in, so that
/// one truth and one comparison hold for all.
/// </summary>
internal sealed class DialectPlatform(FeedLibrary library, PushLedgers ledgers)
{
    private static readonly PushKind Results = PushKind.Find("s_610000_result_push") ?? throw new InvalidOperationException("no push of results");

    /// <summary>A page of a full read; null where there is no such feed. An area that nobody knows has no rows.</summary>
    public static Feed? FeedOf(string name) => Feed.All.FirstOrDefault(feed => feed.Name == name && feed.ServiceCode is not null);

    public DialectPage Page(Feed feed, string area, int page, int size, DialectNames names)
    {
        if (Area.Find(area) is not { } known)
        {
            return new DialectPage(0, []);
        }

        var found = library.Of(known, feed).FullPage(page, size);
        return new DialectPage(found.Total, Rows(found.Segments, names));
    }

    /// <summary>What comes after a position in the order of appearance, deletions as rows; positions never move.</summary>
    public (DialectPage Page, int Next, bool More) Following(Feed feed, Area area, int position, int size, DialectNames names)
    {
        var (segments, next, more) = library.Of(area, feed).Following(position, size);
        return (new DialectPage(segments.Count, Rows(segments, names)), next, more);
    }

    /// <summary>Takes rows that say themselves what they do.</summary>
    public IReadOnlyList<PushReceipt> Take(IReadOnlyList<JsonElement> rows) => ledgers.Take(Results, JsonSerializer.SerializeToElement(rows, JsonAnswer.Options));

    /// <summary>Whether a record is in force.</summary>
    public bool IsLive(string identity) => Read(ledger => ledger.Find(identity) is { State: PushLedgers.Taken });

    /// <summary>Withdraws a record by its name alone; false where there is none.</summary>
    public bool Revoke(string identity)
    {
        var book = ledgers.Results;
        lock (book.Gate)
        {
            if (book.Ledger.Find(identity) is not { } entry)
            {
                return false;
            }

            if (entry.State != PushLedgers.Deleted)
            {
                book.Put(entry with { State = PushLedgers.Deleted, Operation = "d", Versions = entry.Versions + 1, Received = entry.Received + 1 });
                book.Flush();
            }

            return true;
        }
    }

    public (int Total, IReadOnlyList<LedgerEntry> Entries) Ledger(string area, DateOnly from, DateOnly to, int page, int size) =>
        Read(ledger => ledger.Page(from.DayNumber, to.DayNumber, page, size, entry => entry.Group == area));

    private T Read<T>(Func<DayLedger, T> read)
    {
        lock (ledgers.Results.Gate)
        {
            return read(ledgers.Results.Ledger);
        }
    }

    private static List<IReadOnlyList<KeyValuePair<string, string>>> Rows(IReadOnlyList<Segment> segments, DialectNames names)
    {
        using var rows = JsonDocument.Parse(RowStream.Read(segments));
        return [.. rows.RootElement.EnumerateArray().Select(row => RowOf(row, names))];
    }

    private static List<KeyValuePair<string, string>> RowOf(JsonElement row, DialectNames names) =>
        [.. row.EnumerateObject().Select(column => KeyValuePair.Create(
            names.Of(column.Name), column.Value.ValueKind == JsonValueKind.String ? column.Value.GetString() ?? "" : column.Value.GetRawText()))];
}

/// <summary>Rows in the words of a dialect, and how many there are in all.</summary>
internal sealed record DialectPage(int Total, IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> Rows);
