using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Retention;

/// <summary>Forgets whatever is older than its time. It may run twice at once: a row is removed once.</summary>
public sealed class RetentionRun(
    IEnumerable<IRetained> retained, IOptions<RetentionOptions> options, TimeProvider clock, ILogger<RetentionRun> log)
{
    /// <returns>Rows forgotten, by name.</returns>
    public async Task<IReadOnlyList<(string Name, int Rows)>> RunAsync(CancellationToken cancellationToken)
    {
        var removed = new List<(string, int)>();
        foreach (var kind in retained)
        {
            var before = clock.GetUtcNow() - kind.For(options.Value);
            var rows = await kind.RemoveOlderAsync(before, cancellationToken);
            log.LogInformation("{rows} rows of {name} from before {before} were removed", rows, kind.Name, before);
            removed.Add((kind.Name, rows));
        }

        return removed;
    }
}
