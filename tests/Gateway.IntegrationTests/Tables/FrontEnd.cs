using System.Globalization;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Adapters.Tables;
using Gateway.Contracts;
using Gateway.IntegrationTests.Adapters;
using Gateway.Pipeline.Persistence;
using Gateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Gateway.IntegrationTests.Tables;

/// <summary>A front-end database as the contract's DDL makes it, and adapters made from the profile's own YAML. Synthetic rows only.</summary>
internal sealed class FrontEnd : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly PeerDatabases _databases = new();

    private FrontEnd(TestDatabase database) => _database = database;

    public const string Area = "610503";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public string ConnectionString => $"{_database.ConnectionString};Search Path=public";

    public static async Task<FrontEnd> CreateAsync(PostgresFixture postgres)
    {
        var frontEnd = new FrontEnd(await postgres.CreateEmptyDatabaseAsync(Cancelled));
        await frontEnd.ExecuteAsync(await File.ReadAllTextAsync(
            Path.Combine(BuiltPrograms.RepositoryRoot, "contracts", "platforms", "exchange-table.sql"), Cancelled));
        return frontEnd;
    }

    public async ValueTask DisposeAsync()
    {
        await _databases.DisposeAsync();
        await _database.DisposeAsync();
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    public async Task<string[]> ListAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancelled))
        {
            lines.Add(reader.IsDBNull(0) ? "∅" : Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "");
        }

        return [.. lines];
    }

    /// <summary>One change of one subject.</summary>
    public Task ChangeAsync(string id, string record, string time, string operation = "u", string source = Area, string? name = null) => ExecuteAsync(
        $"""
        insert into t_jgdx (cd_id, cd_time, cd_source, cd_batch, cd_operation, record_unique_identity, subject_kind, subject_name, area_number)
        values ('{id}', '2026-11-23 {time}', '{source}', '2026112300001', '{operation}', '{record}', '07', '{name ?? id}', '{Area}')
        """);

    /// <summary>The adapters of one area, from the profile's file and what is set over it.</summary>
    public (TableSource Source, IReadOnlyList<ISink> Sinks) Adapters(params (string Variable, string Value)[] settings) => Adapters("", settings);

    /// <summary>The same, with what the county's own file says of the profile (YAML, four blanks deep).</summary>
    public (TableSource Source, IReadOnlyList<ISink> Sinks) Adapters(string county, params (string Variable, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-table-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "profiles"));
            Directory.CreateDirectory(Path.Combine(folder, "counties"));
            File.Copy(
                Path.Combine(BuiltPrograms.RepositoryRoot, "adapters", "profiles", "exchange-table.yaml"),
                Path.Combine(folder, "profiles", "exchange-table.yaml"));
            File.WriteAllText(
                Path.Combine(folder, "counties", "610503-huazhou.yaml"),
                $"""
                area: "{Area}"
                name: 华州区
                level: 县
                cdSource: "{Area}"
                dataSource: {"{"} name: 渭南市华州区测试局, uscc: "{Samples.Department}" {"}"}
                feeds:
                  subject: {"{"} profile: exchange-table, cron: "0 * * * *", fullCron: "0 1 * * 1" {"}"}
                  matter: {"{"} profile: exchange-table, cron: "5 * * * *", fullCron: "5 1 * * 1" {"}"}
                compile: {"{"} cron: "9 6 * * *" {"}"}
                targets: [exchange-table]
                """ + (county.Length == 0 ? "" : $"\nprofiles:\n  exchange-table:\n{county}\n"));
            var values = settings.ToDictionary(x => $"Gateway:Profiles:ExchangeTable:{x.Variable}", string? (x) => x.Value);
            values.TryAdd("Gateway:Profiles:ExchangeTable:ConnectionString", ConnectionString);
            values.TryAdd("Gateway:Profiles:ExchangeTable:RetryDelay", "1ms");
            var load = AdapterCatalog.Load(
                folder, [new TableProfile()], new ConfigurationBuilder().AddInMemoryCollection(values).Build(),
                new AdapterServices(new NoClients(), TimeProvider.System, NullLoggerFactory.Instance, new InMemorySecretStore()) { Databases = _databases });
            var catalog = load is CatalogLoad.Loaded loaded
                ? loaded.Catalog
                : throw new Xunit.Sdk.XunitException(ConfigurationReport.Of(((CatalogLoad.Refused)load).Problems));
            return (Assert.IsType<TableSource>(catalog.SourceOf(Area, Feed.Subject)), catalog.SinksOf(Area));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static PullRequest Full(Feed feed = Feed.Subject) => new(Area, feed, PullMode.Full, null, null, null);

    /// <summary>From an instant of the day on.</summary>
    public static PullRequest Since(string from, string to = "23:59:59") => new(
        Area, Feed.Subject, PullMode.Incremental, new FeedCursor(At(from), null, null), At(from), At(to));

    public static DateTime At(string time) => DateTime.Parse($"2026-11-23 {time}", CultureInfo.InvariantCulture);

    /// <summary>What a read brings, a row a line: change, record, operation.</summary>
    public static async Task<string[]> ReadAsync(ISource source, PullRequest request)
    {
        var rows = new List<string>();
        await foreach (var page in source.ReadAsync(request, Cancelled))
        {
            // What is landed means the same when it is read again.
            Assert.Equal(page.Rows.Rows.Select(Line), source.Parse(request.Feed, page.Body).Rows.Select(Line));
            rows.AddRange(page.Rows.Rows.Select(Line));
        }

        return [.. rows];
    }

    private static string Line(RawRow row) =>
        row.Unreadable ?? $"{row.Values[Envelope.ChangeId]} {row.Values[Envelope.Identity]} {row.Values[Envelope.Operation]}";

    private sealed class NoClients : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => throw new InvalidOperationException("tables need no HTTP");
    }
}
