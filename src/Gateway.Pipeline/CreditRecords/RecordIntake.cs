using Gateway.Adapters.Configuration;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.CreditRepairs;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Disclosure;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Protection;
using Gateway.Pipeline.Results;
using Gateway.Pipeline.Runs;
using Npgsql;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>Takes in penalties or licences.</summary>
public sealed class RecordIntake<T>(
    NpgsqlDataSource database, IAdapterDirectory directory, RecordKind<T> kind, RecordFormat<T> format, CreditRecordStore records,
    PublicationTerms terms, PlacementStore placements, AuditLog audit, FieldCipher cipher, IResultNudge nudge, TimeProvider clock)
    : DocumentIntake<T>(database, placements, audit, nudge, clock)
    where T : class, ICreditRecord
{
    private readonly TimeProvider _clock = clock;

    private protected override DocumentTable Table => kind.Table;

    private protected override string AuditKind => kind.StoredKind;

    private protected override IReadOnlyList<ResultProblem> Check(T document, string area) => RecordRules.Check(kind, document, area);

    private protected override string? IdOf(T document) => document.Id;

    private protected override PreparedDocument<T> Prepare(T document) =>
        PreparedDocument<T>.Of(document.Id, document.Version, document, format.Bytes(document), cipher);

    private protected override Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string source, IReadOnlyList<PreparedDocument<T>> news,
        CancellationToken cancellationToken)
    {
        return records.InsertAsync(
            connection, transaction, kind.Table, area, source,
            [
                .. news.Select(x => new RecordRow<T>(
                    x, PartyLookup.HashOf(x.Content.Party, cipher), kind.SeverityOf(x.Content), EndOf(x.Content), Standing(x.Content) is not null)),
            ],
            cancellationToken);
    }

    private protected override async Task<IReadOnlyList<WantedDelivery>> RouteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<PreparedDocument<T>> round,
        CancellationToken cancellationToken)
    {
        var sinks = directory.SinksOf(area);
        var repairs = await RepairStore.NamingAsync(
            connection, transaction, area, kind.Table.Kind,
            [.. round.Select(x => new RepairKey(x.Id, x.Content.DocumentNo, PartyLookup.HashOf(x.Content.Party, cipher)))], cancellationToken);
        return [.. round.SelectMany(x => RecordRouter.Decide(x.Content, sinks, Repaired(x.Content, repairs[x.Id]) ?? Standing(x.Content)))];
    }

    /// <summary>A repair that came before its record counts as one that came after it: not before the minimum term is over.</summary>
    private NotShown? Repaired(T record, IEnumerable<RepairInForce> repairs) =>
        repairs.FirstOrDefault(x => x.DecidedOn >= terms.RepairableFrom(kind.SeverityOf(record), record.DecidedOn ?? default)) is { } repair
            ? new NotShown(WithdrawalCause.Repair.Code, repair.Reason, repair.Basis)
            : null;

    private NotShown? Standing(T record) =>
        RecordRouter.Standing(record, kind.SeverityOf(record), EndOf(record), terms, ChinaTime.DayOf(_clock.GetUtcNow()));

    private DateOnly? EndOf(T record) =>
        record.DecidedOn is { } decided ? terms.EndOf(kind.SeverityOf(record), decided, record.PublicUntil) : null;
}
