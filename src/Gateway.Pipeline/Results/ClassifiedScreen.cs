using System.Text.Json;

namespace Gateway.Pipeline.Results;

/// <summary>
/// Whether bytes claim a ground that this system may not carry, however broken they are otherwise: a message that fails to parse is
/// kept for its sender, and this one must not be.
/// </summary>
public static class ClassifiedScreen
{
    private static readonly string[] Grounds = ["国家秘密", "国家安全"];

    public static bool IsClassified(string? ground) => ground is not null && Grounds.Any(x => ground.Contains(x, StringComparison.Ordinal));

    public static bool Claims(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var inGround = false;
        try
        {
            while (reader.Read())
            {
                if (inGround && reader.TokenType == JsonTokenType.String && IsClassified(reader.GetString()))
                {
                    return true;
                }

                inGround = reader.TokenType == JsonTokenType.PropertyName
                    && string.Equals(reader.GetString(), "ground", StringComparison.OrdinalIgnoreCase);
            }

            return false;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Unreadable from here on: the words beside the member's name are enough to refuse it.
            return bytes.IndexOf("ground"u8) >= 0 && (bytes.IndexOf("国家秘密"u8) >= 0 || bytes.IndexOf("国家安全"u8) >= 0);
        }
    }
}
