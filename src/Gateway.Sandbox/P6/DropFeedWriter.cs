using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.P6;

/// <summary>Lays the feeds of profile 1 as CSV files, each with its <c>.ok</c> after it; what lies there, or was taken, is not laid again.</summary>
internal sealed class DropFeedWriter(FeedLibrary library, TimeProvider clock)
{
    private const int PageSize = 1000;

    public void Lay(string folder, CancellationToken cancellationToken)
    {
        var day = ShanghaiClock.DayOf(clock.GetUtcNow()).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        foreach (var (area, feed) in Area.All.SelectMany(area => Feed.All.Where(feed => feed.ServiceCode is not null).Select(feed => (area, feed))))
        {
            var stem = $"{area.Code}_{feed.Name}_{day}_001";
            if (!Directory.EnumerateFiles(folder, stem + ".csv", SearchOption.AllDirectories).Any())
            {
                Lay(folder, stem, area, feed, cancellationToken);
            }
        }
    }

    private void Lay(string folder, string stem, Area area, Feed feed, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, stem + ".csv");
        long rows = 0;
        using (var writer = new StreamWriter(path + ".part", append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        {
            string[]? columns = null;
            for (var page = 1; ; page++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var cut = library.Of(area, feed).FullPage(page, PageSize);
                using var document = JsonDocument.Parse(Bytes(cut));
                foreach (var row in document.RootElement.EnumerateArray())
                {
                    columns ??= Head(writer, row);
                    writer.Write(string.Join(',', columns.Select(column => Cell(row, column))) + "\r\n");
                    rows++;
                }

                if (page * PageSize >= cut.Total)
                {
                    break;
                }
            }

            if (columns is null)
            {
                writer.Write("record_unique_identity,cd_operation\r\n");
            }
        }

        File.Move(path + ".part", path);
        using var content = File.OpenRead(path);
        File.WriteAllText(
            Path.Combine(folder, stem + ".ok"),
            string.Create(CultureInfo.InvariantCulture, $"rows={rows}\nsha256={Convert.ToHexStringLower(SHA256.HashData(content))}\n"));
    }

    private static string[] Head(StreamWriter writer, JsonElement row)
    {
        string[] columns = [.. row.EnumerateObject().Select(member => member.Name)];
        writer.Write(string.Join(',', columns) + "\r\n");
        return columns;
    }

    private static string Cell(JsonElement row, string column)
    {
        var text = !row.TryGetProperty(column, out var value) || value.ValueKind == JsonValueKind.Null
            ? ""
            : value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();
        return text.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static byte[] Bytes(FeedPage page)
    {
        using var bytes = new MemoryStream();
        bytes.WriteByte((byte)'[');
        foreach (var segment in page.Segments)
        {
            var part = new byte[segment.Length];
            for (var read = 0; read < part.Length;)
            {
                var more = RandomAccess.Read(segment.File, part.AsSpan(read), segment.Offset + read);
                read += more > 0 ? more : throw new InvalidDataException("a rendered feed is shorter than its offsets");
            }

            bytes.Write(part);
        }

        // The comma after the last row is left out.
        if (bytes.Length > 1)
        {
            bytes.SetLength(bytes.Length - 1);
        }

        bytes.Position = bytes.Length;
        bytes.WriteByte((byte)']');
        return bytes.ToArray();
    }
}
