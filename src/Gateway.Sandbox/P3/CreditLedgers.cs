using System.Globalization;
using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P3;

/// <summary>What the credit platform holds: the latest row of each id, by kind.</summary>
internal sealed class CreditLedgers : IDisposable
{
    private readonly Dictionary<string, LedgerBook> _books;

    public CreditLedgers(SandboxOptions options) =>
        _books = CreditKind.All.ToDictionary(kind => kind.Name, kind => new LedgerBook(Path.Combine(options.DataFolder, $"p3-{kind.Name}.jsonl")));

    public IEnumerable<(string Kind, LedgerBook Book)> All => _books.Select(pair => (pair.Key, pair.Value));

    public LedgerBook Of(CreditKind kind) => _books[kind.Name];

    public IReadOnlyList<CreditVerdict> Take(CreditKind kind, JsonElement rows)
    {
        var book = Of(kind);
        var read = rows.EnumerateArray().Select(element =>
        {
            var row = new RowReader(element);
            kind.Check(row);
            return row;
        }).ToList();
        lock (book.Gate)
        {
            var verdicts = read.Select(row => Take(book, kind, row)).ToList();
            book.Flush();
            return verdicts;
        }
    }

    public void Dispose()
    {
        foreach (var book in _books.Values)
        {
            book.Dispose();
        }
    }

    private static CreditVerdict Take(LedgerBook book, CreditKind kind, RowReader row)
    {
        var id = row.Optional("id");
        if (row.Faults.Count > 0)
        {
            return new CreditVerdict(id, row.Faults);
        }

        var before = book.Ledger.Find(id);
        var hash = row.ContentDigest();
        var day = DateOnly.ParseExact(row.Optional(kind.DayField), "yyyy/MM/dd", CultureInfo.InvariantCulture).DayNumber;
        var digest = CanonicalContent.Sha256(string.Join('|', kind.DigestFields.Select(row.Optional)));
        book.Put(new LedgerEntry(id, kind.Name, day, row.RequiredScalar("publicstatus"), digest, hash, "",
            (before?.Versions ?? 0) + (before?.ContentHash == hash ? 0 : 1), (before?.Received ?? 0) + 1));
        return new CreditVerdict(id, []);
    }
}

/// <summary>What became of one row: all that is wrong with it, or nothing.</summary>
internal sealed record CreditVerdict(string Id, IReadOnlyList<FieldFault> Faults);
