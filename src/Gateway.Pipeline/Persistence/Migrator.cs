using DbUp;
using DbUp.Engine;
using Npgsql;

namespace Gateway.Pipeline.Persistence;

/// <summary>Brings the database to this version's schema: the embedded scripts in name order, each in a transaction of its own.</summary>
public static class Migrator
{
    // "gateway" and 1, as a number: processes that start together migrate one after the other.
    private const string TakeTurn = "select pg_advisory_lock(7449355575998969089); create schema if not exists gateway";

    public const string Schema = "gateway";

    /// <summary>Returns the names of the scripts that ran.</summary>
    public static async Task<IReadOnlyList<string>> MigrateAsync(string connectionString, CancellationToken cancellationToken)
    {
        // Not pooled: in the pool the session, and the lock with it, would outlive this call. No time limit: another may be migrating for long.
        await using var gate = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await gate.OpenAsync(cancellationToken);
        await using (var take = new NpgsqlCommand(TakeTurn, gate) { CommandTimeout = 0 })
        {
            await take.ExecuteNonQueryAsync(cancellationToken);
        }

        var result = Engine(connectionString).PerformUpgrade(); // the lock goes with the connection
        return result.Successful
            ? [.. result.Scripts.Select(x => x.Name)]
            : throw new InvalidOperationException($"数据库升级在脚本 {result.ErrorScript?.Name} 处失败：{result.Error?.Message}", result.Error);
    }

    /// <summary>Names of the scripts that are missing.</summary>
    public static IReadOnlyList<string> Pending(string connectionString) =>
        [.. Engine(connectionString).GetScriptsToExecute().Select(x => x.Name)];

    /// <summary>Whether scripts are missing.</summary>
    public static bool IsPending(string connectionString) => Engine(connectionString).IsUpgradeRequired();

    private static UpgradeEngine Engine(string connectionString) =>
        DeployChanges.To
            .PostgresqlDatabase(Database.WithSchema(connectionString), Schema)
            .JournalToPostgresqlTable(Schema, "schema_version")
            .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, name => name.EndsWith(".sql", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithExecutionTimeout(TimeSpan.FromHours(2)) // an index over millions of rows takes its time
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build();
}
