using System.Buffers;
using System.Text;

namespace Gateway.Adapters.Files.Reading;

/// <summary>
/// The encoding of a text file. UTF-8 stays as it is, so that a row with broken bytes is that row's trouble; GB18030 is converted while it
/// is read. The first lines decide: Chinese in GB18030 is hardly ever valid UTF-8.
/// </summary>
internal static class TextForm
{
    private const int Sample = 256 << 10;

    private static readonly Encoding Gb18030 = Register();

    /// <summary>The file as UTF-8 without a byte order mark. The stream given stays open.</summary>
    public static Stream Utf8(Stream file, string encoding)
    {
        var sample = new byte[Sample];
        var length = file.ReadAtLeast(sample, Sample, throwOnEndOfStream: false);
        var bytes = sample.AsSpan(0, length);
        var marked = bytes.StartsWith(Encoding.UTF8.Preamble);
        file.Position = marked ? Encoding.UTF8.Preamble.Length : 0;
        if (bytes.StartsWith("\xFF\xFE"u8) || bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new FileRefused("encoding", "文件是 UTF-16 编码；请以 UTF-8 或 GB18030 导出");
        }

        var gb = encoding switch
        {
            "gb18030" => !marked,
            "utf-8" => false,
            _ => !marked && LooksLikeGb(bytes),
        };
        return gb ? Encoding.CreateTranscodingStream(file, Gb18030, Encoding.UTF8, leaveOpen: true) : file;
    }

    private static bool LooksLikeGb(ReadOnlySpan<byte> bytes)
    {
        long valid = 0, broken = 0;
        while (bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7f) is >= 0 and var next)
        {
            bytes = bytes[next..];
            if (Rune.DecodeFromUtf8(bytes, out _, out var consumed) == OperationStatus.Done)
            {
                valid++;
            }
            else
            {
                broken++;
            }

            bytes = bytes[Math.Max(consumed, 1)..];
        }

        return broken > valid;
    }

    private static Encoding Register()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030");
    }
}
