using Gateway.Pipeline.Audit;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.IntegrationTests.Audit;

/// <summary>An audit log of one test's own: database, keys, anchor file.</summary>
internal sealed class AuditBench : IAsyncDisposable
{
    private static readonly byte[] MasterKey = [.. Enumerable.Range(1, 32).Select(x => (byte)x)];

    private readonly TestDatabase _database;
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-audit-").FullName;

    private AuditBench(TestDatabase database) => _database = database;

    public NpgsqlDataSource Database => _database.DataSource;

    public string AnchorFile => Path.Combine(_folder, "anchor", "audit.anchor");

    public int EntriesPerSeal { get; init; } = 5;

    public static async Task<AuditBench> CreateAsync(PostgresFixture server, CancellationToken cancellationToken, int entriesPerSeal = 5) =>
        new(await server.CreateDatabaseAsync(cancellationToken)) { EntriesPerSeal = entriesPerSeal };

    public static AuditLog Log(params byte[][] keys) => new(TimeProvider.System, Keys(keys));

    public Task<SealOutcome> SealAsync(CancellationToken cancellationToken, params byte[][] keys) =>
        new AuditSealer(Database, Keys(keys), Options(), TimeProvider.System, NullLogger<AuditSealer>.Instance).SealAsync(cancellationToken);

    public Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken, params byte[][] keys) =>
        new AuditVerifier(Database, Keys(keys), Options(), TimeProvider.System).VerifyAsync(cancellationToken);

    /// <summary>Waits until no older transaction runs: the tests beside this one have theirs on the same server.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => Until.TrueAsync(
        "all entries lie below the oldest running transaction", TimeSpan.FromSeconds(60),
        async token => await ScalarAsync<bool>("select max(xid::text::bigint) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint from audit_entry", token),
        cancellationToken);

    /// <summary>Entries numbered from 1, each in a transaction of its own.</summary>
    public async Task AppendAsync(int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            await using var connection = await Database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await Log().AppendAsync(connection, transaction, [Event(i)], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    public static AuditEvent Event(int number) =>
        new(AuditKinds.ResultsStored, number % 3 == 0 ? null : "610502", $"batch:{number}", $$"""{"结果":{{number}},"digest":"9f86d081884c7d65"}""");

    /// <summary>As a superuser who has switched the triggers off; says how many rows it touched.</summary>
    public async Task<int> TamperAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellationToken);
        await using var off = new NpgsqlCommand("set session_replication_role = replica", connection);
        await off.ExecuteNonQueryAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<T?> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = Database.CreateCommand(sql);
        return (T?)await command.ExecuteScalarAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static AuditKeys Keys(byte[][] keys) => new(keys.Length == 0 ? [MasterKey] : keys);

    private IOptions<AuditOptions> Options() =>
        Microsoft.Extensions.Options.Options.Create(new AuditOptions { AnchorFile = AnchorFile, EntriesPerSeal = EntriesPerSeal });
}
