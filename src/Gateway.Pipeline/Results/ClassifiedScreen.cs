using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.Pipeline.Results;

/// <summary>
/// Whether bytes claim a ground that this system may not carry, however broken they are otherwise: a message that fails to parse is
/// kept for its sender, and this one must not be.
/// </summary>
public static partial class ClassifiedScreen
{
    private static readonly string[] Grounds = ["国家秘密", "国家安全"];

    private static readonly Encoding[] Writings =
        [Encoding.UTF8, CodePagesEncodingProvider.Instance.GetEncoding("GB18030") ?? Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    /// <summary>All that is said of a decision that claims such a ground.</summary>
    internal static ResultProblem Refusal { get; } =
        new("", ResultProblemCodes.ClassifiedRefused, "国家秘密、国家安全事项不得经本系统处理；内容未保存");

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
            // Unreadable from here on: the words beside the member's name are enough to refuse it, whatever they are written in.
            var copy = bytes.ToArray();
            return Writings.Any(x => Says(x.GetString(copy)));
        }
    }

    private static bool Says(string text)
    {
        var plain = Escape().Replace(text, x => ((char)int.Parse(x.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        return plain.Contains("ground", StringComparison.OrdinalIgnoreCase) && IsClassified(plain);
    }

    [GeneratedRegex(@"\\u[0-9A-Fa-f]{4}")]
    private static partial Regex Escape();
}
