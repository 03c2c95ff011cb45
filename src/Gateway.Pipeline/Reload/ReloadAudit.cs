using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Audit;

namespace Gateway.Pipeline.Reload;

/// <summary>The audit entries of a change. A secret is named, never shown.</summary>
internal static class ReloadAudit
{
    /// <summary>What is beyond is counted only; the whole stands in <c>adapter_change</c>.</summary>
    private const int Most = 200;

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static AuditEvent Taken(string from, string to, IReadOnlyList<SettingChange> differences) => new(
        AuditKinds.AdaptersChanged, null, $"adapters:{to}",
        JsonSerializer.Serialize(new { from, to, count = differences.Count, differences = differences.Take(Most) }, Plain));

    public static AuditEvent Refused(string from, IReadOnlyList<ConfigurationProblem> problems) => new(
        AuditKinds.AdaptersRefused, null, $"adapters:{from}",
        JsonSerializer.Serialize(new { kept = from, count = problems.Count, problems = problems.Take(Most) }, Plain));
}
