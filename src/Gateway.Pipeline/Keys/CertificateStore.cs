using Gateway.Adapters.Configuration;
using Gateway.Adapters.Http;
using Npgsql;

namespace Gateway.Pipeline.Keys;

/// <summary>SQL of <c>peer_certificate</c>: what the platforms showed to any process; and all certificates together.</summary>
public sealed class CertificateStore(NpgsqlDataSource database, AdapterDirectoryHolder adapters, TimeProvider clock)
{
    public async Task SaveAsync(string profile, string host, CertificateFacts facts, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            insert into peer_certificate (profile, host, name, thumbprint, not_after, seen_at) values ($1, $2, $3, $4, $5, $6)
            on conflict (profile, host) do update
              set name = excluded.name, thumbprint = excluded.thumbprint, not_after = excluded.not_after, seen_at = excluded.seen_at
            """);
        command.Parameters.AddWithValue(profile);
        command.Parameters.AddWithValue(host);
        command.Parameters.AddWithValue(facts.Name);
        command.Parameters.AddWithValue(facts.Thumbprint);
        command.Parameters.AddWithValue(facts.NotAfter);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Those configured and those shown, the one that ends first before the others.</summary>
    public async Task<IReadOnlyList<CertificateLine>> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = OfConfiguration(adapters.Catalog).ToList();
        await using var command = database.CreateCommand("select profile, host, name, thumbprint, not_after from peer_certificate");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            lines.Add(new CertificateLine(reader.GetString(0), "", reader.GetString(1), new CertificateFacts(
                CertificateRole.Peer, reader.GetString(2), reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4))));
        }

        return [.. lines.OrderBy(x => x.Facts.NotAfter)];
    }

    /// <summary>Those that the configuration holds.</summary>
    public static IEnumerable<CertificateLine> OfConfiguration(AdapterCatalog catalog) =>
        catalog.Certificates.Select(x => new CertificateLine(x.Profile, x.Area, "", x.Facts));
}
