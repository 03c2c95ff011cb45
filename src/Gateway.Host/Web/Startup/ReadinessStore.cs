using Gateway.Host.Composition;
using Gateway.Pipeline.Persistence;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Host.Web.Startup;

/// <summary>Whether the database answers and has this version's schema. The schema is compared once; from then on a ping is enough.</summary>
internal sealed class ReadinessStore(IOptions<DatabaseOptions> options, NpgsqlDataSource database)
{
    private volatile bool _current;

    /// <summary>The start was to upgrade the schema and could not reach the database.</summary>
    public bool OwesMigration { get; set; }

    /// <exception cref="NpgsqlException">It can't be reached.</exception>
    public async Task<bool> CheckAsync(CancellationToken cancellationToken)
    {
        await using (var ping = database.CreateCommand("select 1"))
        {
            await ping.ExecuteScalarAsync(cancellationToken);
        }

        return _current || (_current = !await Task.Run(() => Migrator.IsPending(options.Value.Gateway), cancellationToken));
    }
}
