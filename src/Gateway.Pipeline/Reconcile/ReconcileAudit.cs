using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Pipeline.Audit;

namespace Gateway.Pipeline.Reconcile;

/// <summary>Audit entries of reconciliation: what was compared, with both hashes, and what was repaired. Identities are the platform's own; no personal data.</summary>
internal static class ReconcileAudit
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string SubjectOf(long run) => string.Create(CultureInfo.InvariantCulture, $"reconcile:{run}");

    public static AuditEvent Ended(ReconcileCommand command, long run, string state, string? message, ReconcileCounts? counts) => new(
        AuditKinds.ReconcileEnded, command.Area, SubjectOf(run),
        JsonSerializer.Serialize(new { command.Target, command.From, command.To, command.Origin, state, message, counts }, Plain));

    public static AuditEvent Repaired(string area, long run, object detail) =>
        new(AuditKinds.ReconcileRepaired, area, SubjectOf(run), JsonSerializer.Serialize(detail, Plain));
}
