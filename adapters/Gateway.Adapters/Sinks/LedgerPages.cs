using System.Runtime.CompilerServices;
using Gateway.Adapters.Failures;

namespace Gateway.Adapters.Sinks;

/// <summary>A page of a peer's ledger.</summary>
/// <param name="Total">Entries in the whole range, as the peer says.</param>
/// <param name="Entries">Entries of the page.</param>
public sealed record LedgerPage(long Total, IReadOnlyList<LedgerEntry> Entries);

/// <summary>Reads a ledger to its end.</summary>
public static class LedgerPages
{
    /// <summary>
    /// Pages from 1 until all are read. A ledger that is not whole is never taken for a short one: records that it does not show would be
    /// taken for missing and be published again.
    /// </summary>
    /// <exception cref="TransientFailure">It ended early, its total moved, or a page came twice.</exception>
    public static async IAsyncEnumerable<LedgerEntry> ReadAsync(
        Func<int, CancellationToken, Task<LedgerPage>> fetch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long read = 0;
        long? total = null;
        string? firstOfLast = null;
        for (var number = 1; ; number++)
        {
            var page = await fetch(number, cancellationToken);
            Check(page, number, read, total, firstOfLast);
            total = page.Total;
            firstOfLast = page.Entries is [var first, ..] ? first.WireId : null;
            foreach (var entry in page.Entries)
            {
                yield return entry;
            }

            read += page.Entries.Count;
            if (read == page.Total)
            {
                yield break;
            }
        }
    }

    /// <summary>Looks through a ledger that may move meanwhile: pages from 1 until all are read or one is empty.</summary>
    public static async IAsyncEnumerable<LedgerEntry> ScanAsync(
        Func<int, CancellationToken, Task<LedgerPage>> fetch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long read = 0;
        for (var number = 1; ; number++)
        {
            var page = await fetch(number, cancellationToken);
            foreach (var entry in page.Entries)
            {
                yield return entry;
            }

            read += page.Entries.Count;
            if (page.Entries.Count == 0 || read >= page.Total)
            {
                yield break;
            }
        }
    }

    private static void Check(LedgerPage page, int number, long read, long? total, string? firstOfLast)
    {
        if (page.Total is < 0 or long.MaxValue)
        {
            throw new TransientFailure("bad_ledger", "对方台账没有给出总数，无法确认是否读全");
        }

        if (total is { } before && page.Total != before)
        {
            throw new TransientFailure("ledger_moved", $"台账在读取中变动：总数由 {before} 变为 {page.Total}（第 {number} 页）");
        }

        if (page.Entries.Any(entry => entry.WireId.Length == 0))
        {
            throw new TransientFailure("bad_ledger", $"对方台账第 {number} 页有没有标识的记录");
        }

        if (page.Entries is [var first, ..] && first.WireId == firstOfLast)
        {
            throw new TransientFailure("ledger_repeats", $"对方台账第 {number} 页与上一页相同");
        }

        if (page.Entries.Count == 0 && read < page.Total)
        {
            throw new TransientFailure("ledger_short", $"对方台账共 {page.Total} 条，只给出 {read} 条");
        }

        if (read + page.Entries.Count > page.Total)
        {
            throw new TransientFailure("ledger_long", $"对方台账共 {page.Total} 条，却给出了更多");
        }
    }
}
