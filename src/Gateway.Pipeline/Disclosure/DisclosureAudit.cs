using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Adapters.Identifiers;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Documents;

namespace Gateway.Pipeline.Disclosure;

/// <summary>The audit entries of decisions about what is shown.</summary>
internal static class DisclosureAudit
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static AuditEvent Withdrawn(DocumentTable table, string area, TakenBack taken) => new(
        AuditKinds.Withdrawn(table.Kind), area, $"{table.Kind}:{area}/{taken.Id}#{taken.Version}",
        JsonSerializer.Serialize(new { reason = Masking.PeerWords(taken.Reason), basis = Masking.PeerWords(taken.Basis) }, Plain));

    public static AuditEvent Approved(string area, long id, ExemptionRequest request) => Entry(
        AuditKinds.ExemptionApproved, area, request.ResultId ?? "",
        new
        {
            exemption = id, ground = request.Ground, approvalNo = request.ApprovalNo, approvedBy = Masking.Person(request.ApprovedBy),
            approvedOn = request.ApprovedOn, enteredBy = Masking.Person(request.EnteredBy), expiresOn = request.ExpiresOn,
        });

    public static AuditEvent Revoked(string area, long id, string resultId, RevocationRequest request) => Entry(
        AuditKinds.ExemptionRevoked, area, resultId,
        new { exemption = id, revokedBy = Masking.Person(request.RevokedBy), reason = Masking.PeerWords(request.Reason) });

    public static AuditEvent Expired(string area, DueExemption ended) =>
        Entry(AuditKinds.ExemptionExpired, area, ended.ResultId, new { exemption = ended.Id });

    private static AuditEvent Entry(string kind, string area, string result, object detail) =>
        new(kind, area, $"result:{area}/{result}", JsonSerializer.Serialize(detail, Plain));
}
