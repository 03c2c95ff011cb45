using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Files.Reading;

/// <summary>A page's body with its rows; the last one of its file is marked.</summary>
internal readonly record struct FilePage(ReadOnlyMemory<byte> Body, PageRows Rows, bool Last);

/// <summary>Cuts a file into pages on one core while the rows of those before are parsed on others; a few at a time, in order.</summary>
internal static class PagesAhead
{
    private const int Most = 3;

    public static async IAsyncEnumerable<FilePage> ReadAsync(
        string file, IEnumerable<ReadOnlyMemory<byte>> bodies, Func<ReadOnlyMemory<byte>, PageRows> parse,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var cutting = bodies.GetEnumerator();
        var parsing = new Queue<(ReadOnlyMemory<byte> Body, Task<PageRows> Rows)>();
        var more = true;
        var place = 1;
        while (true)
        {
            while (more && parsing.Count < Most)
            {
                more = await Task.Run(cutting.MoveNext, cancellationToken);
                if (more)
                {
                    var body = cutting.Current;
                    parsing.Enqueue((body, Task.Run(() => parse(body), cancellationToken)));
                }
            }

            if (!parsing.TryDequeue(out var page))
            {
                yield break;
            }

            var rows = Placed(await page.Rows, file, place);
            place += rows.Rows.Count;
            yield return new FilePage(page.Body, rows, Last: !more && parsing.Count == 0);
        }
    }

    // Bodies without heads of their own do not say where their rows stand.
    private static PageRows Placed(PageRows page, string file, int first) => page.Rows is [{ Origin: null }, ..]
        ? page with { Rows = [.. page.Rows.Select((row, index) => row with { Origin = file, Place = first + index })] }
        : page;
}
