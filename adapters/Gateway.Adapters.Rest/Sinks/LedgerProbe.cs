using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Rest.Sinks;

/// <summary>After an answer that was lost: a batch that stands in the ledger whole, as we sent it, was taken; any other is sent again.</summary>
internal sealed class LedgerProbe(TargetLedger ledger, RestTargetOptions options, TimeProvider time)
{
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    public async Task<PushOutcome> AskAsync(PushBatch batch, bool withdrawnById, CancellationToken cancellationToken)
    {
        var wanted = ledger.RowsOf(batch, withdrawnById).ToDictionary(row => row.WireId, StringComparer.Ordinal);
        var (from, to) = Range(batch, wanted.Values);
        var found = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in ledger.ScanAsync(from, to, cancellationToken))
        {
            if (wanted.TryGetValue(entry.WireId, out var row) && entry.State == row.State
                && (row.State == LedgerState.Withdrawn || entry.Digest == row.Digest))
            {
                found.Add(entry.WireId);
            }
        }

        if (found.Count < wanted.Count)
        {
            return new PushOutcome.NotKnown();
        }

        return new PushOutcome.Answered([.. batch.WireIds.Select(id => new RowVerdict(id, KindOf(wanted[id].State), "ledger", "台账中已有该记录"))]);
    }

    private VerdictKind KindOf(LedgerState state) => state switch
    {
        LedgerState.Withdrawn => VerdictKind.Withdrawn,
        LedgerState.InForce or LedgerState.Unknown => options.Public ? VerdictKind.Published : VerdictKind.Accepted,
    };

    // Where the platform sets the day, it lies between the batch's forming and now.
    private (DateOnly From, DateOnly To) Range(PushBatch batch, IEnumerable<LedgerRow> rows)
    {
        var days = rows.Select(row => row.Day).OfType<DateOnly>().ToList();
        return days.Count > 0
            ? (days.Min(), days.Max())
            : (DateOnly.FromDateTime(batch.Stamp.FormedAt), DateOnly.FromDateTime(time.GetUtcNow().ToOffset(ChinaStandardTime).DateTime).AddDays(1));
    }
}
