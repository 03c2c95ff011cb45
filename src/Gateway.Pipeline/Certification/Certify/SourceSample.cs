using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Pipeline.Certification.Certify;

/// <summary>The first pages of a full read, as evidence for the checks.</summary>
/// <param name="Pages">In order.</param>
/// <param name="Whole">Whether the read ended within them.</param>
internal sealed record SourceSample(IReadOnlyList<SourcePage> Pages, bool Whole)
{
    public IEnumerable<RawRow> Rows => Pages.SelectMany(x => x.Rows.Rows);

    /// <summary>The rows' identities and changes, in order.</summary>
    public IReadOnlyList<string> Keys => [.. Rows.Select(KeyOf)];

    public static string KeyOf(RawRow row) => $"{row.Values[Envelope.Identity]}\u001f{row.Values[Envelope.ChangeId]}";

    public static async Task<SourceSample> ReadAsync(ISource source, PullRequest request, int mostRows, CancellationToken cancellationToken)
    {
        var pages = new List<SourcePage>();
        var rows = 0;
        await foreach (var page in source.ReadAsync(request, cancellationToken))
        {
            pages.Add(page);
            rows += page.Rows.Rows.Count;
            if (rows >= mostRows || pages.Count >= mostRows)
            {
                return new SourceSample(pages, Whole: false);
            }
        }

        return new SourceSample(pages, Whole: true);
    }
}
