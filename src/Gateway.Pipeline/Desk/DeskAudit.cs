using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Pipeline.Desk;

/// <summary>How the desk's audit entries are written: no personal data is handed to it.</summary>
internal static class DeskAudit
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Json(object detail) => JsonSerializer.Serialize(detail, Plain);
}
