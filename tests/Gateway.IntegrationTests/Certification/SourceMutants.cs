using System.Runtime.CompilerServices;
using System.Text;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.IntegrationTests.Certification;

/// <summary>A source that is right but for one thing.</summary>
internal abstract class MutantSource(ISource right) : ISource
{
    public string Profile => right.Profile;

    public IReadOnlyCollection<Feed> Feeds => right.Feeds;

    protected ISource Right => right;

    public virtual IAsyncEnumerable<SourcePage> ReadAsync(PullRequest request, CancellationToken cancellationToken) => right.ReadAsync(request, cancellationToken);

    public virtual PageRows Parse(Feed feed, ReadOnlyMemory<byte> body) => right.Parse(feed, body);

    protected static SourcePage With(SourcePage page, IReadOnlyList<RawRow> rows) => new()
    {
        Number = page.Number, Body = page.Body, Rows = page.Rows with { Rows = rows }, SnapshotId = page.SnapshotId, Total = page.Total, Cursor = page.Cursor,
    };
}

/// <summary>Goes on after the last instant it saw: rows of the same instant on the next page are lost.</summary>
internal sealed class SkipsTies(ISource right) : MutantSource(right)
{
    public override async IAsyncEnumerable<SourcePage> ReadAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? last = null;
        await foreach (var page in Right.ReadAsync(request, cancellationToken))
        {
            var before = last;
            yield return With(page, [.. page.Rows.Rows.Where(x => before is null || x.Values[Envelope.ChangedAt] != before)]);
            last = page.Rows.Rows.Count > 0 ? page.Rows.Rows[^1].Values[Envelope.ChangedAt] : last;
        }
    }
}

/// <summary>Takes the beginning of an incremental read as exclusive.</summary>
internal sealed class BeginsTooLate(ISource right) : MutantSource(right)
{
    public override IAsyncEnumerable<SourcePage> ReadAsync(PullRequest request, CancellationToken cancellationToken) =>
        Right.ReadAsync(request with { UpdatedFrom = request.UpdatedFrom?.AddSeconds(1) }, cancellationToken);
}

/// <summary>Takes whatever can't be read for the end: a page of HTML, half a body, a 503.</summary>
internal sealed class TakesFailureForTheEnd(ISource right) : MutantSource(right)
{
    public override async IAsyncEnumerable<SourcePage> ReadAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var pages = Right.ReadAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveAsync(pages))
        {
            yield return pages.Current;
        }
    }

    private static async Task<bool> MoveAsync(IAsyncEnumerator<SourcePage> pages)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (TransientFailure)
        {
            return false;
        }
    }
}

/// <summary>Asks for the first page always.</summary>
internal sealed class StandsStill(ISource right) : MutantSource(right)
{
    public override async IAsyncEnumerable<SourcePage> ReadAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SourcePage? first = null;
        await foreach (var page in Right.ReadAsync(request, cancellationToken))
        {
            first ??= page;
            yield return new SourcePage { Number = page.Number, Body = first.Body, Rows = first.Rows, SnapshotId = page.SnapshotId, Total = page.Total, Cursor = first.Cursor };
        }
    }
}

/// <summary>Reads a landed body otherwise than the page.</summary>
internal sealed class ParsesOtherwise(ISource right) : MutantSource(right)
{
    public override PageRows Parse(Feed feed, ReadOnlyMemory<byte> body)
    {
        var rows = Right.Parse(feed, body);
        return rows with { Rows = [.. rows.Rows.Skip(1)] };
    }
}

/// <summary>Says nothing of fields that are new, missing or of another type.</summary>
internal sealed class KeepsDriftToItself(ISource right) : MutantSource(right)
{
    public override PageRows Parse(Feed feed, ReadOnlyMemory<byte> body) => Right.Parse(feed, body) with { Drift = [] };
}

/// <summary>Takes the bytes for Latin-1 where they are no UTF-8.</summary>
internal sealed class MakesMojibake(ISource right) : MutantSource(right)
{
    public override PageRows Parse(Feed feed, ReadOnlyMemory<byte> body) => Right.Parse(
        feed, System.Text.Unicode.Utf8.IsValid(body.Span) ? body : Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(body.Span)));
}

/// <summary>Gives every row a change of its own at every read.</summary>
internal sealed class ChangesWhatItReads(ISource right) : MutantSource(right)
{
    private static int s_reads;

    public override async IAsyncEnumerable<SourcePage> ReadAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var read = Interlocked.Increment(ref s_reads);
        var place = FeedSchemas.Of(request.Feed)["name"];
        await foreach (var page in Right.ReadAsync(request, cancellationToken))
        {
            yield return With(page, [.. page.Rows.Rows.Select(x =>
            {
                var values = x.Values.ToArray();
                values[place] += $"（{read}）";
                return x with { Values = values };
            })]);
        }
    }
}
