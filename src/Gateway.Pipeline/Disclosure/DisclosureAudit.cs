using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Adapters.Identifiers;
using Gateway.Pipeline.Audit;

namespace Gateway.Pipeline.Disclosure;

/// <summary>The audit entries of decisions about what is shown.</summary>
internal static class DisclosureAudit
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static AuditEvent Withdrawn(string area, string id, int version, WithdrawalRequest request) => Entry(
        AuditKinds.ResultWithdrawn, area, $"{id}#{version}",
        new { reason = Masking.PeerWords(request.Reason), basis = Masking.PeerWords(request.Basis) });

    private static AuditEvent Entry(string kind, string area, string result, object detail) =>
        new(kind, area, $"result:{area}/{result}", JsonSerializer.Serialize(detail, Plain));
}
