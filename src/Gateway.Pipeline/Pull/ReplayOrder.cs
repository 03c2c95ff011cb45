using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Pipeline.Pull;

/// <summary>
/// Feeds landed pages to the classifier so that the newest state of a record counts: runs come newest first, the full read that everything
/// builds on comes last. Within an incremental run the last change of a record wins, within a full read its first row; a record that a
/// newer run has settled is passed over.
/// </summary>
internal sealed class ReplayOrder(RowClassifier classifier)
{
    private readonly HashSet<string> _settled = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ofThisRun = new(StringComparer.Ordinal);
    private long _run;

    /// <param name="step">What the page brings.</param>
    /// <param name="rows">The page's rows.</param>
    /// <param name="run">The run that landed it; its pages come last first when it was incremental, else in their own order.</param>
    /// <param name="full">Whether that run was a full read.</param>
    public void Add(PullStep step, IReadOnlyList<RawRow> rows, long run, bool full)
    {
        if (run != _run)
        {
            _settled.UnionWith(_ofThisRun);
            _ofThisRun.Clear();
            _run = run;
        }

        for (var place = 0; place < rows.Count; place++)
        {
            var row = rows[full ? place : rows.Count - 1 - place];
            var identity = RowClassifier.HasIdentity(row) ? row.Values[Envelope.Identity] : null;
            if (identity is not null && (_settled.Contains(identity) || (!full && _ofThisRun.Contains(identity))))
            {
                step.Fetched++;
                step.Repeated++;
                continue;
            }

            classifier.Take(step, row);
            if (identity is not null)
            {
                _ofThisRun.Add(identity);
            }
        }
    }
}
