using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Gateway.Adapters.Sinks;

namespace Gateway.Testing;

/// <summary>A platform in memory: its ledger, every call it got, and what it answers, which a test may replace.</summary>
internal sealed class FakePeer
{
    public ConcurrentQueue<(string BatchNo, string Payload)> Pushes { get; } = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Wire id → content of the record in force, and how often a push brought it.</summary>
    public ConcurrentDictionary<string, (string Content, int Times)> Ledger { get; } = new();

    public Func<PushBatch, CancellationToken, Task<PushOutcome>>? OnPush { get; set; }

    public Func<PushBatch, CancellationToken, Task<PushOutcome>>? OnProbe { get; set; }

    public Func<PushBatch, CancellationToken, Task<PushOutcome>>? OnReceipt { get; set; }

    public Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        Calls.Enqueue("push");
        Pushes.Enqueue((batch.Stamp.BatchNo, Convert.ToHexString(SHA256.HashData(batch.Payload.Span))));
        return OnPush?.Invoke(batch, cancellationToken) ?? Task.FromResult(Take(batch));
    }

    public Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        Calls.Enqueue("probe");
        return OnProbe?.Invoke(batch, cancellationToken) ?? Task.FromResult<PushOutcome>(new PushOutcome.NotKnown());
    }

    public Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        Calls.Enqueue("receipt");
        return OnReceipt?.Invoke(batch, cancellationToken) ?? Task.FromResult(Verdicts(batch, VerdictKind.Published));
    }

    /// <summary>Takes a batch into the ledger.</summary>
    public PushOutcome Take(PushBatch batch)
    {
        var lines = Encoding.UTF8.GetString(batch.Payload.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < batch.WireIds.Count; i++)
        {
            var content = lines[i + 1];
            if (batch.Operation == DeliveryOperation.Withdraw)
            {
                Ledger.TryRemove(batch.WireIds[i], out _);
            }
            else
            {
                Ledger.AddOrUpdate(batch.WireIds[i], _ => (content, 1), (_, before) => (content, before.Times + 1));
            }
        }

        return Verdicts(batch, VerdictKind.Accepted);
    }

    public static PushOutcome Verdicts(PushBatch batch, VerdictKind kind, string code = "0", string message = "") =>
        new PushOutcome.Answered([.. batch.WireIds.Select(x => new RowVerdict(x, kind, code, message))]);
}
