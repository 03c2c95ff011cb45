using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Pipeline.Audit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Pipeline.Retention;

/// <summary>
/// Forgets whatever is older than its time. It may run twice at once: a row is removed once. What will be removed is audited before, and
/// how much it was afterwards: a run that dies between leaves its intention on record.
/// </summary>
public sealed class RetentionRun(
    IEnumerable<IRetained> retained, IOptions<RetentionOptions> options, NpgsqlDataSource database, AuditLog audit, TimeProvider clock,
    ILogger<RetentionRun> log)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Rows forgotten, by name.</returns>
    public async Task<IReadOnlyList<(string Name, int Rows)>> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await AuditAsync(AuditKinds.RetentionBegun, retained.ToDictionary(x => x.Name, x => now - x.For(options.Value)), cancellationToken);
        var removed = new List<(string Name, int Rows)>();
        foreach (var kind in retained)
        {
            var before = now - kind.For(options.Value);
            var rows = await kind.RemoveOlderAsync(before, cancellationToken);
            log.LogInformation("{rows} rows of {name} from before {before} were removed", rows, kind.Name, before);
            removed.Add((kind.Name, rows));
        }

        await AuditAsync(AuditKinds.RetentionEnded, removed.ToDictionary(x => x.Name, x => x.Rows), cancellationToken);
        return removed;
    }

    private async Task AuditAsync<T>(string kind, Dictionary<string, T> detail, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await audit.AppendAsync(
            connection, transaction, [new AuditEvent(kind, null, "retention", JsonSerializer.Serialize(detail, Plain))], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
