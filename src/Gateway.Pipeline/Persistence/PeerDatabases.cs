using System.Collections.Concurrent;
using System.Data.Common;
using Gateway.Adapters.Databases;
using Npgsql;

namespace Gateway.Pipeline.Persistence;

/// <summary>
/// Databases of others that speak PostgreSQL's protocol (PostgreSQL, openGauss, Kingbase): one small pool a connection string, opened when
/// first used and closed with the process.
/// </summary>
public sealed class PeerDatabases : IPeerDatabases, IAsyncDisposable, IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<NpgsqlDataSource>> _open = new(StringComparer.Ordinal);

    public DbDataSource Of(string connectionString) =>
        _open.GetOrAdd(connectionString, text => new Lazy<NpgsqlDataSource>(() => NpgsqlDataSource.Create(Limited(text)))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _open.Values.Where(x => x.IsValueCreated))
        {
            await database.Value.DisposeAsync();
        }

        _open.Clear();
    }

    public void Dispose()
    {
        foreach (var database in _open.Values.Where(x => x.IsValueCreated))
        {
            database.Value.Dispose();
        }

        _open.Clear();
    }

    /// <summary>What a guest in another's database keeps to, where the connection string does not say otherwise.</summary>
    private static NpgsqlConnectionStringBuilder Limited(string connectionString)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException)
        {
            // The driver's words may repeat a part of the secret.
            throw new ArgumentException("连接串的写法不对：应为 Host=…;Port=…;Database=…;Username=…;Password=…", nameof(connectionString));
        }

        var standard = new NpgsqlConnectionStringBuilder();
        builder.ApplicationName ??= "gateway";
        builder.Timezone ??= "Asia/Shanghai";
        builder.IncludeErrorDetail = false;
        builder.Timeout = builder.Timeout == standard.Timeout ? 10 : builder.Timeout;
        builder.MaxPoolSize = builder.MaxPoolSize == standard.MaxPoolSize ? 8 : builder.MaxPoolSize;
        builder.KeepAlive = builder.KeepAlive == standard.KeepAlive ? 30 : builder.KeepAlive;
        return builder;
    }
}
