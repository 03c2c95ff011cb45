using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Pull;

/// <summary>Brings a step's rows before the classifier, with what is stored of them at hand.</summary>
internal sealed class RowIntake(FeedStore feeds)
{
    /// <summary>Loads what is stored before a full read.</summary>
    public async Task<(IdentityIndex Index, long Stored)> LoadAsync(string area, Feed feed, PullMode mode, long stored, CancellationToken cancellationToken)
    {
        var index = new IdentityIndex(mode == PullMode.Full ? stored : 0);
        if (mode == PullMode.Full)
        {
            stored = await feeds.ReadStoredAsync(
                area, feed, identities: null, (identity, content) => index.AddStored(IdentityIndex.HashOf(identity), content), cancellationToken);
        }

        return (index, stored);
    }

    public async Task ClassifyAsync(
        RunRow run, IEnumerable<SourcePage> pages, RowClassifier classifier, IdentityIndex index, PullStep step, CancellationToken cancellationToken)
    {
        if (run.Mode == PullMode.Full)
        {
            foreach (var page in pages)
            {
                foreach (var row in page.Rows.Rows)
                {
                    classifier.Take(step, row);
                }
            }

            return;
        }

        var last = LastOfEach([.. pages.SelectMany(x => x.Rows.Rows)], step);
        index.Forget();
        await feeds.ReadStoredAsync(
            run.Area, run.Feed, [.. last.Where(RowClassifier.HasIdentity).Select(x => x.Values[Envelope.Identity] ?? "")],
            (identity, content) => index.AddStored(IdentityIndex.HashOf(identity), content), cancellationToken);
        foreach (var row in last)
        {
            classifier.Take(step, row);
        }
    }

    /// <summary>Stored identities that a full read did not meet.</summary>
    public async Task<IReadOnlyList<string>> UnmetAsync(RunRow run, IdentityIndex index, CancellationToken cancellationToken)
    {
        var unmet = new List<string>();
        await feeds.ReadStoredAsync(
            run.Area, run.Feed, identities: null,
            (identity, _) =>
            {
                if (!index.WasMet(IdentityIndex.HashOf(identity)))
                {
                    unmet.Add(identity);
                }
            },
            cancellationToken);
        return unmet;
    }

    /// <summary>In an incremental step the last change of an identity is the one that counts.</summary>
    private static List<RawRow> LastOfEach(List<RawRow> rows, PullStep step)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var last = new List<RawRow>(rows.Count);
        for (var place = rows.Count - 1; place >= 0; place--)
        {
            var row = rows[place];
            if (RowClassifier.HasIdentity(row) && !seen.Add(row.Values[Envelope.Identity] ?? ""))
            {
                step.Fetched++;
                step.Repeated++;
            }
            else
            {
                last.Add(row);
            }
        }

        last.Reverse();
        return last;
    }
}
