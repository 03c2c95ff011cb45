using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Pipeline.Audit;
using Npgsql;

namespace Gateway.Pipeline.Desk;

/// <summary>What an operator's press led to.</summary>
public abstract record PressOutcome
{
    private PressOutcome()
    {
    }

    public sealed record Done(DeskOperation Operation) : PressOutcome;

    /// <summary>Nothing was found, or it can't be pressed now; in Chinese.</summary>
    public sealed record Refused(string Why) : PressOutcome;
}

/// <summary>Freezes what is to be sent again, and takes an operator's presses. Each is one transaction with its audit entry.</summary>
public sealed class RetryDesk(NpgsqlDataSource database, OperationStore operations, ItemStore items, AuditLog audit)
{
    public const int MostItems = 100_000;

    /// <summary>Makes an operation of exactly what the query, or the list of ids, gives now. Nothing is sent yet.</summary>
    public async Task<PressOutcome> FreezeAsync(FailureQuery query, long[]? ids, string title, string by, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var failures = await FailureStore.ListAsync(connection, transaction, query, ids, MostItems + 1, cancellationToken);
        if (failures.Count is 0 or > MostItems)
        {
            return new PressOutcome.Refused(failures.Count == 0
                ? "没有可重试的失败：它们可能已经变化，请刷新页面"
                : string.Create(CultureInfo.InvariantCulture, $"一次最多选定 {MostItems:N0} 条，请按平台、代码或地区缩小范围"));
        }

        var id = await operations.InsertAsync(connection, transaction, title, by, cancellationToken);
        await items.FreezeAsync(connection, transaction, id, failures, cancellationToken);
        var digest = SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', failures.Select(x => x.DeliveryId))));
        await audit.AppendAsync(connection, transaction,
            [Entry(AuditKinds.DeskFrozen, id, new { by, title, items = failures.Count, deliveries = Convert.ToHexStringLower(digest) })], cancellationToken);
        var frozen = await OperationStore.FindAsync(connection, transaction, id, cancellationToken) ?? throw new InvalidOperationException("操作未能登记");
        await transaction.CommitAsync(cancellationToken);
        return new PressOutcome.Done(frozen);
    }

    /// <param name="perMinute">Changes the rate, where given.</param>
    /// <param name="goesOn">Whether the rest follows a good trial by itself, where given.</param>
    public async Task<PressOutcome> PressAsync(
        long id, DeskPress press, int? perMinute, bool? goesOn, string by, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await OperationStore.LockAsync(connection, transaction, id, cancellationToken)
            || await OperationStore.FindAsync(connection, transaction, id, cancellationToken) is not { } before)
        {
            return new PressOutcome.Refused("没有这个操作");
        }

        if (PressRules.After(before.State, press) is not { } state)
        {
            return new PressOutcome.Refused($"该操作{OperationStates.Chinese(before.State)}，不能“{PressRules.Chinese(press)}”");
        }

        if (press == DeskPress.Cancel)
        {
            await items.SkipWaitingAsync(connection, transaction, id, "操作已取消", cancellationToken);
        }

        var (rate, rest) = (Math.Clamp(perMinute ?? before.PerMinute, 1, 60_000), goesOn ?? before.GoesOn);
        await operations.PressedAsync(connection, transaction, id, state, by, rate, rest, cancellationToken);
        await audit.AppendAsync(connection, transaction,
            [Entry(AuditKinds.DeskPressed, id, new { by, press = press.ToString(), from = before.State, perMinute = rate, goesOn = rest })], cancellationToken);
        var after = await OperationStore.FindAsync(connection, transaction, id, cancellationToken) ?? before;
        await transaction.CommitAsync(cancellationToken);
        return new PressOutcome.Done(after);
    }

    internal static AuditEvent Entry(string kind, long operation, object detail, string? area = null) =>
        new(kind, area, string.Create(CultureInfo.InvariantCulture, $"desk:{operation}"), DeskAudit.Json(detail));
}
