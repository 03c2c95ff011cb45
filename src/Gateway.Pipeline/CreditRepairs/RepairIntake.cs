using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.CreditRecords;
using Gateway.Pipeline.Disclosure;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Protection;
using Gateway.Pipeline.Quality;
using Gateway.Pipeline.Results;
using Npgsql;

namespace Gateway.Pipeline.CreditRepairs;

/// <summary>
/// Takes in a credit repair: stored, all that it names withdrawn from every target behind what is in flight, and entered in the audit log in
/// one transaction. It is taken whole or not at all.
/// </summary>
public sealed class RepairIntake(
    NpgsqlDataSource database, RepairStore repairs, CreditRecordStore records, WithdrawalPlacement placement, PublicationTerms terms, AuditLog audit,
    QualityStore quality, FieldCipher cipher, IResultNudge nudge)
{
    private const string Feed = "credit_repair";

    /// <param name="area">The area of the caller's key.</param>
    public async Task<RepairOutcome> StoreAsync(string area, CreditRepair repair, CancellationToken cancellationToken)
    {
        if (RepairRules.Check(repair, area) is { Count: > 0 } wrong)
        {
            return new RepairOutcome.Invalid(wrong);
        }

        var prepared = PreparedDocument<CreditRepair>.Of(repair.Id, 1, repair, RepairFormat.Bytes(repair), cipher);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RepairStore.LockAreaAsync(connection, transaction, area, cancellationToken);
        if (await RepairStore.FindHashAsync(connection, transaction, area, prepared.Id, cancellationToken) is { } stored)
        {
            return stored.AsSpan().SequenceEqual(prepared.Hash)
                ? new RepairOutcome.Same(await RepairStore.OutcomesAsync(connection, area, prepared.Id, cancellationToken))
                : new RepairOutcome.Conflict();
        }

        var named = await NamedAsync(connection, transaction, area, repair, cancellationToken);
        if (named.Problems.Count > 0)
        {
            return new RepairOutcome.Invalid(named.Problems);
        }

        var withdrawn = new Dictionary<DocumentTable, IReadOnlySet<string>>();
        var entries = new List<AuditEvent>();
        foreach (var (table, highest) in named.Highest)
        {
            withdrawn[table] = await WithdrawalStore.WithdrawnAsync(connection, transaction, table, area, highest, cancellationToken);
            List<TakenBack> taken =
            [
                .. highest.Where(x => !withdrawn[table].Contains(x.Key)).Select(x => new TakenBack(
                    x.Key, x.Value, WithdrawalCause.Repair, RepairWords.Reason(repair), repair.Basis ?? "", RepairWords.Erases(repair))),
            ];
            await placement.PlaceAsync(connection, transaction, table, area, taken, concerns: null, cancellationToken);
            if (table != DocumentTable.Result)
            {
                await records.EndAsync(connection, transaction, table, area, [.. highest.Keys], today: null, cancellationToken);
            }

            entries.AddRange(taken.Select(x => DisclosureAudit.Withdrawn(table, area, x)));
        }

        List<RepairRow> rows =
        [
            .. named.Rows.Select(x => x with
            {
                Outcome = x.Found.Count == 0 ? RepairedStates.Unknown
                    : x.Found.All(withdrawn[TableOf(x.Named)].Contains) ? RepairedStates.AlreadyWithdrawn
                    : RepairedStates.Withdrawn,
            }),
        ];
        await repairs.InsertAsync(connection, transaction, area, prepared, rows, cancellationToken);
        await quality.AddAsync(connection, transaction, area, Feed, Unknown(rows, repair), cancellationToken);
        await audit.AppendAsync(connection, transaction, [RepairAudit.Stored(area, repair, rows), .. entries], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await nudge.ResultsStoredAsync(area, cancellationToken);
        return new RepairOutcome.Stored([.. rows.Select(x => new RepairedOutcome(x.Named.Kind ?? "", x.Named.Id, x.Named.DocumentNo, x.Found, x.Outcome))]);
    }

    /// <summary>What became of a stored repair's records; nothing for an unknown one.</summary>
    public async Task<IReadOnlyList<RepairedOutcome>> FindAsync(string area, string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await RepairStore.OutcomesAsync(connection, area, id, cancellationToken);
    }

    private static DocumentTable TableOf(RepairedRecord record) => DocumentTable.Of(record.Kind ?? "") ?? throw new ArgumentException(record.Kind, nameof(record));

    private static IReadOnlyList<Finding> Unknown(IEnumerable<RepairRow> rows, CreditRepair repair)
    {
        var found = new Findings();
        foreach (var row in rows.Where(x => x.Outcome == RepairedStates.Unknown))
        {
            found.Add(
                IssueClasses.Missing, "repaired_unknown", "被修复记录", "信用修复所列的记录尚未报送到网关：日后报送时不再公示", row.Named.Id ?? row.Named.DocumentNo ?? "",
                repair.Organ?.Code);
        }

        return [.. found.All];
    }

    /// <summary>Finds, locks and judges what the decision names.</summary>
    private async Task<NamedRecords> NamedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, CreditRepair repair, CancellationToken cancellationToken)
    {
        var party = string.IsNullOrEmpty(repair.PartyCode) ? null : PartyLookup.HashOf(repair.PartyCode, cipher);
        var asked = repair.Records ?? [];
        var found = new List<string>[asked.Count];
        var highest = new List<(DocumentTable, IReadOnlyDictionary<string, int>)>();
        var problems = new List<ResultProblem>();
        foreach (var table in DocumentTable.All)
        {
            var places = Enumerable.Range(0, asked.Count).Where(x => asked[x].Kind == table.Kind).ToList();
            if (places.Count == 0)
            {
                continue;
            }

            var byDocument = table == DocumentTable.Result || party is null
                ? Enumerable.Empty<(string, string)>().ToLookup(x => x.Item1, x => x.Item2)
                : await CreditRecordStore.OfPartyAsync(
                    connection, transaction, table, area, party, [.. places.Select(x => asked[x].DocumentNo).OfType<string>()], cancellationToken);
            string[] ids = [.. places.SelectMany(x => asked[x].Id is { } id ? [id] : byDocument[asked[x].DocumentNo ?? ""]).Distinct()];
            var locked = await VersionStore.LockHighestAsync(connection, transaction, table, area, ids, cancellationToken);
            highest.Add((table, locked));
            var facts = table == DocumentTable.Result
                ? []
                : await CreditRecordStore.FactsAsync(connection, transaction, table, area, locked, cancellationToken);
            foreach (var place in places)
            {
                var at = JsonPointer.Item("records", place);
                IEnumerable<string> here = asked[place].Id is { } id ? [id] : byDocument[asked[place].DocumentNo ?? ""];
                found[place] = [.. here.Where(locked.ContainsKey)];
                problems.AddRange(found[place].Where(facts.ContainsKey).Select(x => RepairRules.Obstacle(at, facts[x], party, repair.DecidedOn ?? default, terms)).OfType<ResultProblem>());
            }
        }

        return new NamedRecords(
            [.. asked.Select((x, i) => new RepairRow(x, x.DocumentNo is null ? null : party, found[i] ?? [], ""))], highest, problems);
    }

    private sealed record NamedRecords(
        IReadOnlyList<RepairRow> Rows, IReadOnlyList<(DocumentTable Table, IReadOnlyDictionary<string, int> Highest)> Highest,
        IReadOnlyList<ResultProblem> Problems);
}
