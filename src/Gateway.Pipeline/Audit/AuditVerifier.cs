using System.Data;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Pipeline.Audit;

/// <summary>
/// Proves that the log is what the gateway wrote: computes every leaf hash and every root again, checks them against keys, seals and
/// anchor, and stops at the first entry that is altered, missing or added.
/// </summary>
public sealed class AuditVerifier(NpgsqlDataSource database, AuditKeys keys, IOptions<AuditOptions> options, TimeProvider clock)
{
    private static readonly ChainPlace End = new(ulong.MaxValue, long.MaxValue);

    public async Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        // The file first: a seal is in the database before it is in the file, so all that the file has now the database must have too.
        var anchor = options.Value.AnchorFile is { Length: > 0 } path ? new AnchorFile(path) : null;
        var anchorLength = anchor?.Length ?? 0;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using (var settings = new NpgsqlCommand("set transaction read only; set local enable_sort = off; set local statement_timeout = 0", connection))
        {
            await settings.ExecuteNonQueryAsync(cancellationToken);
        }

        var last = await AuditSealStore.LastAsync(connection, cancellationToken);
        if (anchor is not null && anchorLength == 0 && last is { SealNo: > 1 }) // the first one may just be on its way to the file
        {
            return new AuditVerification(new AuditFinding.AnchorMissing(anchor.Path), 0, 0, 0, 0, clock.GetElapsedTime(began), false);
        }

        await using var side = await database.OpenConnectionAsync(cancellationToken);
        await using var entries = await AuditEntryReader.OpenAsync(connection, default, End, cancellationToken);
        using var cursor = anchorLength > 0 ? new AnchorCursor(anchor ?? throw new UnreachableException(), anchorLength) : null;
        var walk = new ChainWalk(entries, keys, cursor);
        await walk.StartAsync(cancellationToken);
        AuditSeal? suspect = null;
        await foreach (var seal in AuditSealStore.ReadAsync(side, 0, last?.SealNo ?? 0, cancellationToken))
        {
            if (!await walk.TakeAsync(seal, cancellationToken))
            {
                suspect = seal;
                break;
            }
        }

        var finding = suspect is not null
            ? walk.Finding ?? await SealExaminer.ExamineAsync(side, keys, suspect, walk.Reached, cancellationToken)
            : await walk.EndAsync(last, cancellationToken);
        return new AuditVerification(
            finding, walk.Seals, walk.Sealed, walk.Unsealed, entries.Hashed, clock.GetElapsedTime(began), cursor is not null);
    }
}
