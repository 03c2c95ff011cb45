using System.Text;

namespace Gateway.Adapters.Rest.Calls;

/// <summary>Percent-encoding of a text in a set of characters (RFC 3986).</summary>
internal static class Percent
{
    /// <summary>GB18030.</summary>
    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030") ?? throw new NotSupportedException("no GB18030");

    public static string Encode(string text, Encoding charset)
    {
        if (charset == Encoding.UTF8)
        {
            return Uri.EscapeDataString(text);
        }

        var encoded = new StringBuilder();
        foreach (var value in charset.GetBytes(text))
        {
            var character = (char)value;
            encoded = char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '~'
                ? encoded.Append(character)
                : encoded.Append('%').Append(Convert.ToHexString([value]));
        }

        return encoded.ToString();
    }
}
