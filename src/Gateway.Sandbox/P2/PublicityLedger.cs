using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P2;

/// <summary>What a receipt says of one item.</summary>
internal sealed record ItemReceipt(string Id, string State, string Code, string Message, string? PublicDate);

/// <summary>A batch as it was received; processed at <see cref="Due"/> (milliseconds since 1970).</summary>
internal sealed record PublicityBatch(string BatchNo, string Hash, long Due, JsonElement Items)
{
    public IReadOnlyList<ItemReceipt>? Receipt { get; set; }
}

/// <summary>A line of the journal: a batch, a withdrawal or a spoiled entry, with its time, so that a replay processes in the same order.</summary>
internal sealed record PublicityEvent(
    long At, string? BatchNo, string? Hash, long Due, JsonElement? Items, string? Withdrawn, LedgerEntry? Spoiled = null);

/// <summary>Batches, their receipts and the published items. Processing happens when someone asks and the time has come.</summary>
internal sealed class PublicityLedger : IDisposable
{
    public const string Published = "PUBLISHED";
    public const string Withdrawn = "WITHDRAWN";
    public const string Rejected = "REJECTED";
    private readonly Lock _gate = new();
    private readonly DayLedger _ledger = new();
    private readonly Dictionary<string, PublicityBatch> _batches = [];
    private readonly PriorityQueue<PublicityBatch, (long Due, int Number)> _waiting = new();
    private readonly Dictionary<string, int> _processing = [];
    private readonly Journal _journal;
    private readonly SandboxOptions _options;
    private readonly TimeProvider _clock;

    public PublicityLedger(SandboxOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        _journal = new Journal(Path.Combine(options.DataFolder, "p2.jsonl"), line =>
        {
            if (line.Deserialize<PublicityEvent>(JsonAnswer.Options) is { } written)
            {
                Replay(written);
            }
        });
    }

    /// <summary>False where the same number came before with other content.</summary>
    public bool Receive(string batchNo, JsonElement items)
    {
        var hash = CanonicalContent.Digest(items);
        lock (_gate)
        {
            var now = Advance();
            if (_batches.TryGetValue(batchNo, out var before))
            {
                return before.Hash == hash;
            }

            var batch = new PublicityBatch(batchNo, hash, now + _options.ReceiptDelayMs, items.Clone());
            Write(new PublicityEvent(now, batchNo, hash, batch.Due, batch.Items, null));
            Enqueue(batch);
            return true;
        }
    }

    public PublicityBatch? Find(string batchNo)
    {
        lock (_gate)
        {
            Advance();
            return _batches.GetValueOrDefault(batchNo);
        }
    }

    /// <summary>Null where it is withdrawn now (or was before), else the code to refuse with.</summary>
    public string? Withdraw(string id)
    {
        lock (_gate)
        {
            var now = Advance();
            if (_processing.ContainsKey(id))
            {
                return "4091";
            }

            switch (_ledger.Find(id)?.State)
            {
                case null:
                    return "4041";
                case Rejected:
                    return "4092";
                case Published:
                    Write(new PublicityEvent(now, null, null, 0, null, id));
                    SetWithdrawn(id);
                    return null;
                default:
                    return null;
            }
        }
    }

    /// <summary>Replaces an entry behind everybody's back; says why where it can't be done.</summary>
    public string? Spoil(string id, Func<LedgerEntry?, (LedgerEntry? Entry, string? Problem)> spoiled)
    {
        lock (_gate)
        {
            var now = Advance();
            var (entry, problem) = spoiled(_ledger.Find(id));
            if (problem is null)
            {
                Write(new PublicityEvent(now, null, null, 0, null, null, entry));
                _ledger.Put(entry!);
            }

            return problem;
        }
    }

    public (int Total, IReadOnlyList<LedgerEntry> Entries) Page(LedgerWindow window, int size, string auth)
    {
        lock (_gate)
        {
            Advance();
            return _ledger.Page(window.From, window.To, window.Page, size, entry =>
                entry.State != Rejected && (auth.Length == 0 || entry.Group == auth));
        }
    }

    public IReadOnlyList<LedgerEntry> Snapshot()
    {
        lock (_gate)
        {
            Advance();
            return [.. _ledger.All];
        }
    }

    public void Dispose() => _journal.Dispose();

    private void Write(PublicityEvent written)
    {
        _journal.Append(JsonSerializer.SerializeToUtf8Bytes(written, JsonAnswer.Options));
        _journal.Flush();
    }

    private void Replay(PublicityEvent written)
    {
        Process(written.At);
        if (written is { BatchNo: { } batchNo, Hash: { } hash, Items: { } items })
        {
            Enqueue(new PublicityBatch(batchNo, hash, written.Due, items.Clone()));
        }
        else if (written.Withdrawn is { } id)
        {
            SetWithdrawn(id);
        }
        else if (written.Spoiled is { } spoiled)
        {
            _ledger.Put(spoiled);
        }
    }

    private void Enqueue(PublicityBatch batch)
    {
        _waiting.Enqueue(batch, (batch.Due, _batches.Count));
        _batches[batch.BatchNo] = batch;
        foreach (var id in IdsOf(batch))
        {
            _processing[id] = _processing.GetValueOrDefault(id) + 1;
        }
    }

    private long Advance()
    {
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        Process(now);
        return now;
    }

    private void Process(long until)
    {
        while (_waiting.TryPeek(out var batch, out var order) && order.Due <= until)
        {
            _waiting.Dequeue();
            var day = ShanghaiClock.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(batch.Due));
            batch.Receipt = [.. batch.Items.EnumerateArray().Select(item => Publish(PublicityItem.Read(item), day))];
            foreach (var id in IdsOf(batch))
            {
                if (--_processing[id] == 0)
                {
                    _processing.Remove(id);
                }
            }
        }
    }

    private ItemReceipt Publish(PublicityItem item, DateOnly day)
    {
        var before = _ledger.Find(item.Id);
        if (before?.State == Published)
        {
            _ledger.Put(before with { Received = before.Received + 1 });
            return item.Code is { } bad ? new ItemReceipt(item.Id, Rejected, bad, item.Message, null) : new ItemReceipt(item.Id, Rejected, "3003", "已公示，不可重复公示", null);
        }

        var entry = new LedgerEntry(item.Id, item.Auth, day.DayNumber, item.Code is null ? Published : Rejected, item.Digest, "", "i",
            (before?.Versions ?? 0) + (item.Code is null ? 1 : 0), (before?.Received ?? 0) + 1);
        if (item.Code is { } code)
        {
            // What was withdrawn stays on the ledger as withdrawn, though a new try was refused.
            if (before?.State != Withdrawn && item.Id.Length > 0)
            {
                _ledger.Put(entry);
            }

            return new ItemReceipt(item.Id, Rejected, code, item.Message, null);
        }

        _ledger.Put(entry);
        return new ItemReceipt(item.Id, Published, "0", "公示成功", TextVariety.IsoDate(day));
    }

    private void SetWithdrawn(string id)
    {
        if (_ledger.Find(id) is { } entry)
        {
            _ledger.Put(entry with { State = Withdrawn });
        }
    }

    private static IEnumerable<string> IdsOf(PublicityBatch batch) =>
        batch.Items.EnumerateArray().Select(item => new RowReader(item).Optional("CCJCID")).Where(id => id.Length > 0);
}
