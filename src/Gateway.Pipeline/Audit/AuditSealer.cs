using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Pipeline.Audit;

/// <summary>
/// Chains what lies below the oldest running transaction, without holding up those who append; then writes the seals to the anchor file.
/// A crash between the two is made good by the next round.
/// </summary>
public sealed class AuditSealer(
    NpgsqlDataSource database, AuditKeys keys, IOptions<AuditOptions> options, TimeProvider clock, ILogger<AuditSealer> log)
{
    public async Task<SealOutcome> SealAsync(CancellationToken cancellationToken)
    {
        var anchor = options.Value.AnchorFile is { Length: > 0 } path ? new AnchorFile(path) : null;
        var outcome = anchor is null ? null : await AnchorAsync(anchor, cancellationToken);
        var (seals, entries) = (0, 0L);
        while (outcome is null)
        {
            var count = await SealOnceAsync(cancellationToken);
            if (count is null)
            {
                outcome = new SealOutcome.Busy();
            }
            else if (count > 0)
            {
                (seals, entries) = (seals + 1, entries + count.Value);
            }

            if (count is null || count < options.Value.EntriesPerSeal)
            {
                break;
            }
        }

        if (outcome is null && anchor is not null && seals > 0)
        {
            outcome = await AnchorAsync(anchor, cancellationToken) as SealOutcome.Refused; // busy: the next round appends them
        }

        return outcome ?? new SealOutcome.Sealed(seals, entries);
    }

    /// <summary>Number of entries sealed; <see langword="null"/> when another process has the turn.</summary>
    private async Task<int?> SealOnceAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await AuditSealStore.TakeTurnAsync(connection, cancellationToken))
        {
            return null;
        }

        var last = await AuditSealStore.LastAsync(connection, cancellationToken);
        var entries = await AuditSealStore.ReadSettledAsync(
            connection, last?.To ?? default, options.Value.EntriesPerSeal, cancellationToken);
        if (entries.Count == 0)
        {
            return 0;
        }

        using var root = new ChainRoot();
        var number = (last?.SealNo ?? 0) + 1;
        root.Begin(last?.Root ?? ChainRoot.Start, number);
        foreach (var entry in entries)
        {
            root.Add(entry.Place, entry.Leaf);
        }

        var at = new DateTimeOffset(clock.GetUtcNow().UtcTicks / 10 * 10, TimeSpan.Zero);
        var seal = AuditSeal.Sign(keys, number, entries[^1].Place, entries.Count, at, root.Finish());
        await AuditSealStore.InsertAsync(connection, seal, SealMembers.Of(entries), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        // A second witness, wherever the logs go.
        log.LogInformation("Audit seal {seal_no} over {entries} entries has root {root}", number, entries.Count, Convert.ToHexStringLower(seal.Root));
        return entries.Count;
    }

    /// <summary>Appends the seals that the file lacks; <see langword="null"/> when all is well.</summary>
    private async Task<SealOutcome?> AnchorAsync(AnchorFile anchor, CancellationToken cancellationToken)
    {
        await using var file = anchor.TryOpen();
        if (file is null)
        {
            return new SealOutcome.Busy();
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var last = AnchorFile.TakeLast(file);
            var missing = new List<AuditSeal>();
            var known = last is null;
            await foreach (var seal in AuditSealStore.ReadAsync(connection, last?.SealNo ?? 1, long.MaxValue, cancellationToken))
            {
                if (!known)
                {
                    known = last is null || seal.Same(last) ? true : throw new InvalidDataException($"封存 {seal.SealNo} 与锚定文件不一致");
                }
                else if (seal.Check(keys) == Proof.Forged)
                {
                    throw new InvalidDataException($"封存 {seal.SealNo} 不是本网关写入的");
                }
                else
                {
                    missing.Add(seal);
                }
            }

            if (!known)
            {
                throw new InvalidDataException($"锚定文件已有封存 {last?.SealNo}，数据库中没有");
            }

            if (last is null && missing.Count > 1)
            {
                log.LogWarning("The anchor file {anchor_file} was empty; {seals} seals are written to it again", anchor.Path, missing.Count);
            }

            if (missing.Count > 0)
            {
                AnchorFile.Append(file, missing);
            }

            return null;
        }
        catch (InvalidDataException contradiction)
        {
            log.LogCritical("The audit log is not sealed: {reason}", contradiction.Message);
            return new SealOutcome.Refused($"{contradiction.Message}：请执行 gateway audit verify");
        }
    }
}
