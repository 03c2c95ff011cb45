using System.Text;
using System.Text.Unicode;

namespace Gateway.Adapters.Json;

/// <summary>
/// Brings a body to UTF-8. Platforms are known to send GBK bytes under a UTF-8 header; a body that is not UTF-8 but is GB18030 throughout
/// is converted. A body in which single rows hold broken bytes stays as it is: those rows are unreadable, the others are not.
/// </summary>
public static class BodyText
{
    private static readonly Encoding Gb18030 = Register();

    /// <summary>The body in UTF-8 without a byte order mark, and what had to be done to it.</summary>
    public static (ReadOnlyMemory<byte> Utf8, BodyEncoding Encoding) ToUtf8(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            body = body[Encoding.UTF8.Preamble.Length..];
        }

        if (Utf8.IsValid(body.Span))
        {
            return (body, BodyEncoding.Utf8);
        }

        return LooksLikeGbk(body.Span) && TryConvert(body.Span) is { } converted
            ? (converted, BodyEncoding.Gb18030)
            : (body, BodyEncoding.BrokenUtf8);
    }

    // Chinese in UTF-8 is three-byte sequences throughout. In GBK those are rare accidents; two-byte ones are frequent and say nothing.
    private static bool LooksLikeGbk(ReadOnlySpan<byte> body)
    {
        long valid = 0, broken = 0;
        while (!body.IsEmpty)
        {
            var ascii = body.IndexOfAnyExceptInRange((byte)0, (byte)0x7f);
            if (ascii < 0)
            {
                break;
            }

            body = body[ascii..];
            var status = Rune.DecodeFromUtf8(body, out _, out var consumed);
            if (status != System.Buffers.OperationStatus.Done)
            {
                broken++;
            }
            else if (consumed > 2)
            {
                valid++;
            }

            body = body[Math.Max(consumed, 1)..];
        }

        return broken > valid;
    }

    private static byte[]? TryConvert(ReadOnlySpan<byte> body)
    {
        try
        {
            return Encoding.UTF8.GetBytes(Gb18030.GetString(body));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static Encoding Register()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }
}

/// <summary>What a body's bytes were.</summary>
public enum BodyEncoding
{
    /// <summary>Valid UTF-8.</summary>
    Utf8,

    /// <summary>GB18030 (or GBK) throughout; converted.</summary>
    Gb18030,

    /// <summary>UTF-8 with broken bytes in it; left as it is.</summary>
    BrokenUtf8,
}
