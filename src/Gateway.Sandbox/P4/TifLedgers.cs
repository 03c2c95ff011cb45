using System.Globalization;
using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P4;

/// <summary>Inspection results and credit records of profile 4: the same id again replaces, a withdrawal marks.</summary>
internal sealed class TifLedgers(SandboxOptions options) : IDisposable
{
    public const string Taken = "TAKEN";
    public const string Withdrawn = "WITHDRAWN";

    public LedgerBook Results { get; } = new(Path.Combine(options.DataFolder, "p4-results.jsonl"));

    public LedgerBook CreditRecords { get; } = new(Path.Combine(options.DataFolder, "p4-credit-records.jsonl"));

    /// <summary>One outcome an item: its id and, where it is refused, why.</summary>
    public IReadOnlyList<(string Id, string? Refusal)> Take(LedgerBook book, JsonElement items)
    {
        var isResult = book == Results;
        var read = items.EnumerateArray().Select(item =>
        {
            var row = new RowReader(item);
            (isResult ? CheckResultRules.Result : (Action<RowReader>)CheckResultRules.CreditRecord)(row);
            return row;
        }).ToList();
        lock (book.Gate)
        {
            var outcomes = read.Select(row => (row.Optional("id"), row.First()?.Reason ?? Put(book, row, isResult ? "checkDate" : "recordDate"))).ToList();
            book.Flush();
            return outcomes;
        }
    }

    public static IReadOnlyList<(string Id, string? Refusal)> Withdraw(LedgerBook book, JsonElement items)
    {
        lock (book.Gate)
        {
            var outcomes = items.EnumerateArray().Select(item => Withdraw(book, new RowReader(item))).ToList();
            book.Flush();
            return outcomes;
        }
    }

    public void Dispose()
    {
        Results.Dispose();
        CreditRecords.Dispose();
    }

    private static string? Put(LedgerBook book, RowReader row, string dayField)
    {
        var id = row.Optional("id");
        var before = book.Ledger.Find(id);
        var hash = row.ContentDigest();
        var day = DateOnly.ParseExact(row.Optional(dayField), "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber;
        var results = row.Row.TryGetProperty("results", out _) ? string.Join(',', CheckResultRules.Texts(row, "results")) : "";
        var digest = CanonicalContent.Sha256(string.Join('|', id, row.Optional("subjectCode"), row.Optional("deptCode"), row.Optional(dayField), results));
        var isNew = before?.ContentHash != hash || before.State != Taken;
        book.Put(new LedgerEntry(
            id, id.Length >= 6 ? id[..6] : id, day, Taken, digest, hash, "", (before?.Versions ?? 0) + (isNew ? 1 : 0), (before?.Received ?? 0) + 1));
        return null;
    }

    private static (string Id, string? Refusal) Withdraw(LedgerBook book, RowReader row)
    {
        CheckResultRules.Withdrawal(row);
        var id = row.Optional("id");
        if (row.First() is { } fault)
        {
            return (id, fault.Reason);
        }

        if (book.Ledger.Find(id) is not { } entry)
        {
            return (id, "无此记录");
        }

        if (entry.State != Withdrawn)
        {
            book.Put(entry with { State = Withdrawn });
        }

        return (id, null);
    }
}
