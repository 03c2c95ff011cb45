using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gateway.Sandbox.Wire;

/// <summary>One digest for one content: members in ordinal order, escapes resolved, white space gone.</summary>
internal static class CanonicalContent
{
    public static string Digest(JsonElement element)
    {
        var text = new StringBuilder(1024);
        Write(element, text);
        return Sha256(text.ToString());
    }

    public static string Digest(Dictionary<string, JsonElement> members, ReadOnlySpan<string> without)
    {
        string[] names = [.. members.Keys];
        Array.Sort(names, string.CompareOrdinal);
        var text = new StringBuilder(1024).Append('{');
        foreach (var name in names)
        {
            if (!without.Contains(name))
            {
                text.Append(name).Append('\u0001');
                Write(members[name], text);
            }
        }

        return Sha256(text.Append('}').ToString());
    }

    /// <summary>Lower-case hex SHA-256 of the UTF-8 text.</summary>
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void Write(JsonElement element, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    text.Append(member.Name).Append('\u0001');
                    Write(member.Value, text);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in element.EnumerateArray())
                {
                    Write(item, text);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                text.Append('"').Append(element.GetString()).Append('\u0002');
                break;
            default:
                text.Append(element.GetRawText()).Append('\u0002');
                break;
        }
    }
}
