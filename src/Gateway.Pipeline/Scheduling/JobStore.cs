using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Npgsql;

namespace Gateway.Pipeline.Scheduling;

/// <summary>The scheduler's tables: a schema and a small connection pool of their own, so that neither side starves the other.</summary>
public static class JobStore
{
    public const string Schema = "hangfire";

    /// <summary>Creates or upgrades the tables; part of <c>gateway migrate</c>, never of a start.</summary>
    public static async Task MigrateAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using (var turn = new NpgsqlCommand("select pg_advisory_lock(7449355575998969090)", connection))
        {
            await turn.ExecuteNonQueryAsync(cancellationToken); // goes with the connection
        }

        PostgreSqlObjectsInstaller.Install(connection, Schema);
    }

    internal static PostgreSqlStorage Open(string connectionString, SchedulingOptions scheduling)
    {
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = Schema,
            PrepareSchemaIfNecessary = false,
            AllowDegradedModeWithoutStorage = true, // a start without the database waits for it
            QueuePollInterval = scheduling.Poll,
            InvisibilityTimeout = scheduling.Invisibility,
            UseSlidingInvisibilityTimeout = true, // a long read is not started a second time (R6)
            EnableTransactionScopeEnlistment = false,

            // Its locks are rows: one whose holder was killed, or lost the database, stops all scheduling until it is this old. They are held
            // for moments.
            DistributedLockTimeout = TimeSpan.FromSeconds(45),
            JobExpirationCheckInterval = TimeSpan.FromHours(1),
            CountersAggregateInterval = TimeSpan.FromMinutes(10),
        };
        var connection = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "gateway-jobs", MaxPoolSize = scheduling.Connections, Enlist = false, IncludeErrorDetail = false,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connection.ConnectionString, options), options);
    }
}
