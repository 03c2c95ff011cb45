using System.Runtime.CompilerServices;

namespace Gateway.Adapters.Sinks;

/// <summary>A page of a peer's ledger.</summary>
/// <param name="Total">Entries in the whole range, as the peer says.</param>
/// <param name="Entries">Entries of the page.</param>
public sealed record LedgerPage(long Total, IReadOnlyList<LedgerEntry> Entries);

/// <summary>Reads a ledger to its end.</summary>
public static class LedgerPages
{
    /// <summary>Pages from 1 until all are read or a page is empty: a peer that never ends is not followed.</summary>
    public static async IAsyncEnumerable<LedgerEntry> ReadAsync(
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
}
