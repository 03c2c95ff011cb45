using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Gateway.Adapters.Files.Reading;

/// <summary>JSON: an array of objects, or an object a line. Pages are arrays of the same objects.</summary>
internal sealed class JsonFileReader(ReadingLimits limits) : IFileReader
{
    public long Count(Stream file, CancellationToken cancellationToken)
    {
        var scanner = new JsonScanner(TextForm.Utf8(file, "auto"), limits.RecordBytes);
        long rows = 0;
        while (scanner.Next(out _, out _))
        {
            if ((++rows & 0xfff) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return rows;
    }

    public IEnumerable<ReadOnlyMemory<byte>> Bodies(Stream file, string name, FeedColumns columns, CancellationToken cancellationToken)
    {
        var scanner = new JsonScanner(TextForm.Utf8(file, "auto"), limits.RecordBytes);
        var first = true;
        for (var more = true; more;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var body = new ArrayBufferWriter<byte>(64 << 10);
            body.Write("["u8);
            var rows = 0;
            while (rows < limits.PageRows && body.WrittenCount < limits.PageBytes && (more = scanner.Next(out var element, out var tooLong)))
            {
                body.Write(rows == 0 ? ""u8 : ","u8);
                body.Write(tooLong || !IsJson(element) ? Encoding.UTF8.GetBytes("\"记录不完整、过长或不是有效的 JSON\"") : element);
                rows++;
            }

            body.Write("]"u8);
            if (rows > 0 || first)
            {
                first = false;
                yield return body.WrittenMemory;
            }
        }
    }

    // One element that is no JSON would make its page none; broken bytes within texts are seen when the row is read.
    private static bool IsJson(ReadOnlySpan<byte> element)
    {
        var reader = new Utf8JsonReader(element, new JsonReaderOptions { MaxDepth = 1 << 20 });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
