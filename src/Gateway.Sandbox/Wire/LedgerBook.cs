using System.Text.Json;

namespace Gateway.Sandbox.Wire;

/// <summary>A day ledger that survives restarts: each entry is a line of a journal, the last line of an id holds.</summary>
internal sealed class LedgerBook : IDisposable
{
    private readonly DayLedger _ledger = new();
    private readonly Journal _journal;

    public LedgerBook(string path) => _journal = new Journal(path, line =>
    {
        if (line.Deserialize<LedgerEntry>(JsonAnswer.Options) is { } entry)
        {
            _ledger.Put(entry);
        }
    });

    /// <summary>Held by whoever reads a state and writes what follows from it.</summary>
    public Lock Gate { get; } = new();

    public DayLedger Ledger => _ledger;

    public void Put(LedgerEntry entry)
    {
        _ledger.Put(entry);
        _journal.Append(JsonSerializer.SerializeToUtf8Bytes(entry, JsonAnswer.Options));
    }

    public void Flush() => _journal.Flush();

    public void Dispose() => _journal.Dispose();
}
