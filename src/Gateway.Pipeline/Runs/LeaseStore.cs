using Npgsql;

namespace Gateway.Pipeline.Runs;

/// <summary>SQL of <c>lease</c>. Time is the database's, so that processes with different clocks agree.</summary>
public sealed class LeaseStore(NpgsqlDataSource database)
{
    /// <summary>How long a take-over waits for the step of a holder that let its lease expire, before it ends that step's session.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly string Owner = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>
    /// Takes a lease that is free or has expired; <see langword="null"/> when somebody holds it. Only an expired lease's row is locked,
    /// so that asking disturbs no one. A holder that stopped in the middle of a step still keeps its row: its session is ended.
    /// </summary>
    public async Task<Lease?> TryAcquireAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var taking = TakeAsync(connection, name, duration, cancellationToken);
        while (await Task.WhenAny(taking, Task.Delay(Patience, cancellationToken)) != taking && !cancellationToken.IsCancellationRequested)
        {
            await EndStoppedStepAsync(connection.ProcessID, cancellationToken);
        }

        return await taking;
    }

    /// <summary>Prolongs a lease; <see langword="false"/> when it was taken over.</summary>
    public async Task<bool> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update lease set until = clock_timestamp() + $3 where name = $1 and token = $2");
        command.Parameters.AddWithValue(lease.Name);
        command.Parameters.AddWithValue(lease.Token);
        command.Parameters.AddWithValue(duration);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update lease set until = '-infinity' where name = $1 and token = $2");
        command.Parameters.AddWithValue(lease.Name);
        command.Parameters.AddWithValue(lease.Token);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// The fence: the lease's key (name, token) stays locked until the caller's transaction ends, so a take-over either waits for it or
    /// has come first and makes this throw. A renewal changes no key and waits for nothing. A lease that expired but was not taken over
    /// still counts: nobody else has written.
    /// </summary>
    /// <exception cref="LeaseLost">The lease was taken over.</exception>
    public static async Task AssertHeldAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Lease lease, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select 1 from lease where name = $1 and token = $2 for key share", connection, transaction);
        command.Parameters.AddWithValue(lease.Name);
        command.Parameters.AddWithValue(lease.Token);
        if (await command.ExecuteScalarAsync(cancellationToken) is null)
        {
            throw new LeaseLost(lease.Name);
        }
    }

    private static async Task<Lease?> TakeAsync(
        NpgsqlConnection connection, string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with taken as (
              update lease set token = token + 1, owner = $2, until = clock_timestamp() + $3
              where name = $1 and until < clock_timestamp() returning token),
            made as (
              insert into lease (name, token, owner, until) select $1, 1, $2, clock_timestamp() + $3
              where not exists (select 1 from lease where name = $1)
              on conflict do nothing returning token)
            select token from taken union all select token from made
            """,
            connection);
        command.Parameters.AddWithValue(name);
        command.Parameters.AddWithValue(Owner);
        command.Parameters.AddWithValue(duration);
        return await command.ExecuteScalarAsync(cancellationToken) is long token ? new Lease(name, token) : null;
    }

    /// <summary>Ends the sessions that a take-over waits for, but not those that themselves wait (other take-overs).</summary>
    private async Task EndStoppedStepAsync(int waiting, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where pid = any (pg_blocking_pids($1)) and wait_event_type is distinct from 'Lock'
            """);
        command.Parameters.AddWithValue(waiting);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
