using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Adapters.Identifiers;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Audit;

namespace Gateway.Pipeline.CreditRepairs;

/// <summary>The audit entry of a repair; each withdrawal that it brings about has one of its own.</summary>
internal static class RepairAudit
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static AuditEvent Stored(string area, CreditRepair repair, IReadOnlyList<RepairRow> rows) => new(
        AuditKinds.CreditRepaired, area, $"repair:{area}/{repair.Id}",
        JsonSerializer.Serialize(
            new
            {
                decisionNo = Masking.PeerWords(repair.DecisionNo), decidedOn = repair.DecidedOn, organ = repair.Organ?.Code,
                basis = Masking.PeerWords(repair.Basis), publicStatus = repair.PublicStatus, enteredBy = Masking.Person(repair.EnteredBy),
                records = rows.Select(x => $"{x.Named.Kind}:{x.Named.Id ?? Masking.PeerWords(x.Named.DocumentNo)} [{string.Join(',', x.Found)}] {x.Outcome}"),
            },
            Plain));
}
