using System.Security.Cryptography;
using Gateway.Adapters.Sources;
using Gateway.Pipeline.Land;
using Gateway.Pipeline.Protection;
using Gateway.Pipeline.Runs;
using Npgsql;

namespace Gateway.Pipeline.Pull;

/// <summary>A page with its landing form under way on another core.</summary>
internal readonly record struct AheadPage(SourcePage Page, Task<LandedPage> Landing);

/// <summary>Makes pages ready for landing and lands them, before anything is merged from them.</summary>
internal sealed class PageLander(NpgsqlDataSource database, LandStore store, FieldCipher cipher)
{
    public AheadPage Prepare(SourcePage page, CancellationToken cancellationToken) => new(page, Task.Run(
        () => new LandedPage(page.Number, SHA256.HashData(page.Body.Span), page.Body.Length, LandedBody.Seal(page.Body, cipher)),
        cancellationToken));

    public async Task LandAsync(RunRow run, IReadOnlyList<AheadPage> pages, CancellationToken cancellationToken)
    {
        var landed = await Task.WhenAll(pages.Select(x => x.Landing));
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LeaseStore.AssertHeldAsync(connection, transaction, run.Lease, cancellationToken);
        await store.WriteAsync(connection, run.Area, run.Feed, run.RunId, landed, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
