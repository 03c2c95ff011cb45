using System.Globalization;
using System.Text;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P4;

/// <summary>An opaque cursor: area and position under a seal, so that a foreign or altered one is known.</summary>
internal static class TaskCursor
{
    public static string Make(string area, int position)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"{area}.{position}");
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(body + "." + Seal(body))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>Null where the cursor was not made for this area.</summary>
    public static int? Read(string cursor, string area)
    {
        var base64 = cursor.Replace('-', '+').Replace('_', '/');
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var length))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split('.');
        return parts.Length == 3 && parts[0] == area && Signing.Same(Seal(parts[0] + "." + parts[1]), parts[2])
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : null;
    }

    private static string Seal(string body) => CanonicalContent.Sha256("cursor:" + body)[..12];
}
