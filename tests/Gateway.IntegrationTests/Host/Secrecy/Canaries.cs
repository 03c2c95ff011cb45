using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Host.Secrecy;

/// <summary>Finds planted texts however they are written: clear, escaped for JSON, HTML or a URL, as hex or base64, or compressed.</summary>
internal sealed partial class Canaries
{
    private const int LongestHead = 64; // whatever a format puts before its compressed bytes

    private readonly SearchValues<string> _forms;

    public Canaries(IEnumerable<string> planted) =>
        _forms = SearchValues.Create([.. planted.SelectMany(Forms).Distinct()], StringComparison.Ordinal);

    /// <summary>The surroundings of the first one; <see langword="null"/> where there is none.</summary>
    public string? In(string text) => Clear(text) ?? Hex().Matches(text).Select(x => Packed(Convert.FromHexString(x.Groups[1].Value))).FirstOrDefault(x => x is not null);

    private string? Clear(string text) =>
        text.AsSpan().IndexOfAny(_forms) is >= 0 and var at ? text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 80)] : null;

    private string? Packed(byte[] bytes)
    {
        var clear = new byte[1 << 20];
        for (var head = 0; head < Math.Min(LongestHead, bytes.Length - 20); head++)
        {
            BrotliDecoder brotli = default;
            brotli.Decompress(bytes.AsSpan(head), clear, out _, out var length);
            brotli.Dispose();
            var found = Clear(Encoding.UTF8.GetString(clear, 0, length));
            found ??= (bytes[head], bytes[head + 1]) switch
            {
                (0x1f, 0x8b) => Clear(Read(new GZipStream(new MemoryStream(bytes, head, bytes.Length - head), CompressionMode.Decompress))),
                (0x78, 0x01 or 0x5e or 0x9c or 0xda) => Clear(Read(new ZLibStream(new MemoryStream(bytes, head, bytes.Length - head), CompressionMode.Decompress))),
                _ => null,
            };
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private static string Read(Stream packed)
    {
        using (packed)
        {
            using var clear = new MemoryStream();
            try
            {
                packed.CopyTo(clear);
            }
            catch (InvalidDataException)
            {
                // Not compressed after all, or cut off: what came out is looked at.
            }

            return Encoding.UTF8.GetString(clear.ToArray());
        }
    }

    private static IEnumerable<string> Forms(string planted)
    {
        var bytes = Encoding.UTF8.GetBytes(planted);
        yield return planted;
        yield return JsonEncodedText.Encode(planted).ToString();
        yield return HtmlEncoder.Default.Encode(planted);
        yield return Uri.EscapeDataString(planted);
        yield return string.Concat(planted.Select(x => x < 128 ? x.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)x:x4}")));
        yield return Convert.ToHexStringLower(bytes);
        yield return Convert.ToHexString(bytes);
        for (var shift = 0; shift < 3; shift++)
        {
            // The first and last character depend on the neighbours.
            var text = Convert.ToBase64String([.. new byte[shift], .. bytes]).TrimEnd('=');
            yield return text[(shift == 0 ? 0 : shift + 1)..^1];
        }
    }

    [GeneratedRegex(@"\\x((?:[0-9a-f]{2}){100,})")]
    private static partial Regex Hex();
}
