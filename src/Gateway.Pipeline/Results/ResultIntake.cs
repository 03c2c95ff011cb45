using Gateway.Adapters.Configuration;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.CreditRepairs;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Disclosure;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Protection;
using Npgsql;

namespace Gateway.Pipeline.Results;

/// <summary>Takes in inspection results. The door of REST and bus alike.</summary>
public sealed class ResultIntake(
    NpgsqlDataSource database, IAdapterDirectory directory, ResultStore results, ExemptionStore exemptions, PlacementStore placements,
    AuditLog audit, FieldCipher cipher, IResultNudge nudge, DirectoryFindings findings, TimeProvider clock)
    : DocumentIntake<InspectionResult>(database, placements, audit, nudge, clock)
{
    private protected override DocumentTable Table => DocumentTable.Result;

    private protected override string AuditKind => AuditKinds.ResultsStored;

    private protected override IReadOnlyList<ResultProblem> Check(InspectionResult document, string area) => ResultValidator.Check(document, area);

    private protected override string? IdOf(InspectionResult document) => document.Id;

    private protected override PreparedDocument<InspectionResult> Prepare(InspectionResult document) =>
        PreparedDocument<InspectionResult>.Of(document.Id, document.Version, document, CanonicalResult.Bytes(document), cipher);

    private protected override Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string source,
        IReadOnlyList<PreparedDocument<InspectionResult>> news, CancellationToken cancellationToken) =>
        results.InsertAsync(connection, transaction, area, source, news, cancellationToken);

    private protected override async Task<IReadOnlyList<WantedDelivery>> RouteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<PreparedDocument<InspectionResult>> round,
        CancellationToken cancellationToken)
    {
        var sinks = directory.SinksOf(area);
        var exempt = await exemptions.InForceAsync(connection, transaction, area, [.. round.Select(x => x.Id)], cancellationToken);
        var repairs = await RepairStore.NamingAsync(
            connection, transaction, area, DocumentTable.Result.Kind, [.. round.Select(x => new RepairKey(x.Id))], cancellationToken);
        var wanted = new List<WantedDelivery>(round.Count * sinks.Count);
        foreach (var result in round)
        {
            var isExempt = result.Content.Exemption is not null || exempt.Contains(result.Id);
            var repair = repairs[result.Id].FirstOrDefault();
            wanted.AddRange(Router.Decide(result.Content, sinks, isExempt).Select(x => repair is null
                ? new WantedDelivery(x.Target, result.Id, result.Version, x.ReasonCode, x.Reason)
                : new WantedDelivery(x.Target, result.Id, result.Version, WithdrawalCause.Repair.Code, repair.Reason, Basis: repair.Basis)));
        }

        return wanted;
    }

    private protected override Task NoteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<InspectionResult> stored,
        CancellationToken cancellationToken) =>
        findings.NoteAsync(connection, transaction, area, stored, cancellationToken);
}
