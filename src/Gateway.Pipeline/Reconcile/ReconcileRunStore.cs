using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Runs;
using Npgsql;

namespace Gateway.Pipeline.Reconcile;

/// <summary>States of a run: names stored in the database.</summary>
public static class ReconcileStates
{
    public const string Running = "running";

    /// <summary>Compared; what is to be repaired is being placed.</summary>
    public const string Repairing = "repairing";
    public const string Completed = "completed";
    public const string Held = "held";
    public const string Failed = "failed";

    /// <summary>Its process died while it read or compared: nothing followed from it.</summary>
    public const string Abandoned = "abandoned";
}

/// <summary>SQL of <c>reconcile_run</c> as far as a run itself writes it.</summary>
internal sealed class ReconcileRunStore(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Begins a run. What an earlier one left while reading or comparing is abandoned: nothing followed from it.</summary>
    public async Task<long> OpenAsync(ReconcileCommand command, Lease lease, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LeaseStore.AssertHeldAsync(connection, transaction, lease, cancellationToken);
        await using var open = new NpgsqlCommand(
            """
            with left_behind as (
              update reconcile_run set state = 'abandoned', ended_at = $5, message = '进程中断，未完成核对' where target = $1 and area = $2 and state = 'running')
            insert into reconcile_run (target, area, day_from, day_to, started_at, origin, repair, accept_many)
            values ($1, $2, $3, $4, $5, $6, $7, $8) returning run_id
            """,
            connection, transaction);
        open.Parameters.AddWithValue(command.Target);
        open.Parameters.AddWithValue(command.Area);
        open.Parameters.AddWithValue(command.From);
        open.Parameters.AddWithValue(command.To);
        open.Parameters.AddWithValue(clock.GetUtcNow().UtcDateTime);
        open.Parameters.AddWithValue(command.Origin);
        open.Parameters.AddWithValue(command.Repair);
        open.Parameters.AddWithValue(command.AcceptMany);
        var id = (long)(await open.ExecuteScalarAsync(cancellationToken) ?? throw new InvalidOperationException("对账未登记"));
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Runs whose repairs a process left unfinished.</summary>
    public async Task<IReadOnlyList<long>> RepairingAsync(string target, string area, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select run_id from reconcile_run where target = $1 and area = $2 and state = 'repairing' order by run_id");
        command.Parameters.AddWithValue(target);
        command.Parameters.AddWithValue(area);
        var runs = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            runs.Add(reader.GetInt64(0));
        }

        return runs;
    }

    public static async Task ComparedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long run, DateTimeOffset readAt, ReconcileCounts counts,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update reconcile_run set read_at = $2, theirs = $3, others = $4, ours = $5, matched = $6, moved = $7, unhashed = $8,
              missing_there = $9, unknown_here = $10, other_content = $11, should_be_withdrawn = $12, should_be_published = $13,
              ours_sha256 = $14, theirs_sha256 = $15
            where run_id = $1
            """,
            connection, transaction);
        command.Parameters.AddWithValue(run);
        command.Parameters.AddWithValue(readAt.UtcDateTime);
        foreach (var count in new[]
        {
            counts.Theirs, counts.Others, counts.Ours, counts.Matched, counts.Moved, counts.Unhashed, counts.MissingThere, counts.UnknownHere,
            counts.OtherContent, counts.ShouldBeWithdrawn, counts.ShouldBePublished,
        })
        {
            command.Parameters.AddWithValue(count);
        }

        command.Parameters.AddWithValue(Convert.FromHexString(counts.OursSha256));
        command.Parameters.AddWithValue(Convert.FromHexString(counts.TheirsSha256));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task SetStateAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long run, string state, string? message, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "update reconcile_run set state = $2, message = coalesce($3, message), ended_at = case when $2 = 'repairing' then null else $4::timestamptz end where run_id = $1",
            connection, transaction);
        command.Parameters.AddWithValue(run);
        command.Parameters.AddWithValue(state);
        command.Parameters.Add(Sql.Text(message));
        command.Parameters.AddWithValue(clock.GetUtcNow().UtcDateTime);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
