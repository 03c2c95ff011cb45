using System.Data;
using System.Globalization;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Runs;
using Npgsql;

namespace Gateway.Pipeline.Story;

/// <summary>Reads the story of a result, penalty or licence in one snapshot, and proves the entries it rests on.</summary>
public sealed class ResultStoryReader(NpgsqlDataSource database, AuditKeys keys, AuditVerifier verifier)
{
    /// <summary>Of an inspection result.</summary>
    public Task<ResultStory?> ReadAsync(string area, string resultId, CancellationToken cancellationToken) =>
        ReadAsync(DocumentTable.Result, area, resultId, cancellationToken);

    /// <returns><see langword="null"/> when the gateway never stored such a document.</returns>
    public async Task<ResultStory?> ReadAsync(DocumentTable table, string area, string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        if (await FactsAsync(connection, table, area, id, cancellationToken) is not { } facts)
        {
            return null;
        }

        var standing = await new StoryProof(connection, keys).OfAsync(facts.Entries, cancellationToken);
        var chain = standing.NeedsWholeChain ? await verifier.VerifyAsync(cancellationToken) : null;
        var events = StoryTeller.Tell(facts).Select(x => Referenced(x, standing)).ToList();
        var wrong = events.Count(x => x.Problems.Count > 0);
        return new ResultStory(
            area, id, facts.Versions.Count, facts.Deliveries.Count, facts.Batches.Count, facts.Entries.Count(), events,
            wrong == 0 && chain is not { Intact: false }, Verdict(facts, standing, wrong, chain), table.Kind);
    }

    private static async Task<StoryFacts?> FactsAsync(
        NpgsqlConnection connection, DocumentTable table, string area, string id, CancellationToken cancellationToken)
    {
        var versions = await StoryFactStore.VersionsAsync(connection, table, area, id, cancellationToken);
        if (versions.Count == 0)
        {
            return null;
        }

        var intakes = new List<(int Version, StoryEntry Entry)>();
        foreach (var version in versions)
        {
            intakes.AddRange((await StoryEntryStore.IntakeAsync(connection, table, area, id, version, cancellationToken)).Select(x => (version.Version, x)));
        }

        var deliveries = await StoryFactStore.DeliveriesAsync(connection, table, area, id, cancellationToken);
        var batches = await StoryFactStore.BatchesAsync(connection, table, area, deliveries, cancellationToken);
        var ids = batches.Select(x => x.BatchId).ToList();
        return new StoryFacts(
            table, area, id, versions, deliveries, batches,
            (await StoryFactStore.AttemptsAsync(connection, ids, cancellationToken)).ToLookup(x => x.BatchId),
            intakes.ToLookup(x => x.Version, x => x.Entry),
            (await StoryEntryStore.OfBatchesAsync(connection, ids, cancellationToken)).ToLookup(x => x.Subject),
            await StoryEntryStore.LeftOutAsync(connection, area, id, deliveries.Select(x => x.Target).Distinct(), cancellationToken),
            await StoryEntryStore.OfResultAsync(connection, table, area, id, versions, cancellationToken));
    }

    private static StoryEvent Referenced(ToldEvent told, EntryStanding standing) => new(
        told.At.ToOffset(ChinaTime.Offset), told.What, told.Version, told.Target, told.Text,
        [.. told.Entries.Select(x => new StoryReference(
            x.Place.EntryNo, x.EntryId, x.Kind, standing.SealNos.TryGetValue(x.EntryId, out var sealNo) ? sealNo : null))],
        [
            .. told.Problems,
            .. told.Entries.Where(x => standing.Problems.ContainsKey(x.EntryId))
                .Select(x => string.Create(CultureInfo.InvariantCulture, $"审计条目 {x.Place.EntryNo}：{standing.Problems[x.EntryId]}")),
        ]);

    private static string Verdict(StoryFacts facts, EntryStanding standing, int wrong, AuditVerification? chain)
    {
        var open = facts.Entries.Count(x => !standing.SealNos.ContainsKey(x.EntryId));
        var extent = $"所依据的审计条目 {facts.Entries.Count()} 条，涉及封存 {standing.SealNos.Values.Distinct().Count()} 次，尚未封存 {open} 条";
        var rotated = chain is null ? "" : $"其中有封存由已停用的主密钥签名，因此核验了整条链：{chain.Text}。";
        return wrong > 0 ? $"核验未通过：{wrong} 件事有问题，见上文“！”各行。{extent}。{rotated}"
            : chain is { Intact: false } ? $"核验未通过：{extent}。{rotated}"
            : $"核验通过：{extent}，条目、封存与数据库记录一致。{rotated}整条链及其末尾由 gateway audit verify 核验。";
    }
}
