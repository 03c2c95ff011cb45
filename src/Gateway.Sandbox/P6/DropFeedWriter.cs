using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.P6;

/// <summary>Lays the feeds of profile 1 as files, each with its <c>.ok</c> after it; what lies there, or was taken, is not laid again.</summary>
internal sealed class DropFeedWriter(FeedLibrary library, SandboxOptions options, TimeProvider clock)
{
    private const int PageSize = 1000;

    public void Lay(string folder, CancellationToken cancellationToken)
    {
        var day = ShanghaiClock.DayOf(clock.GetUtcNow()).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var areas = Area.All.Where(area => options.DropAreas.Count == 0 || options.DropAreas.Contains(area.Code));
        foreach (var (area, feed) in areas.SelectMany(area => Feed.All.Where(feed => feed.ServiceCode is not null).Select(feed => (area, feed))))
        {
            var stem = $"{area.Code}_{feed.Name}_{day}_001";
            var name = stem + (options.ExcelAreas.Contains(area.Code) ? ".xlsx" : ".csv");
            if (!Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories).Any())
            {
                Lay(folder, stem, name, Rows(area, feed, cancellationToken));
            }
        }
    }

    private static void Lay(string folder, string stem, string name, IEnumerable<JsonElement> rows)
    {
        var path = Path.Combine(folder, name);
        var count = name.EndsWith(".xlsx", StringComparison.Ordinal) ? DropWorkbook.Write(path + ".part", rows) : Csv(path + ".part", rows);
        File.Move(path + ".part", path);
        using var content = File.OpenRead(path);
        File.WriteAllText(
            Path.Combine(folder, stem + ".ok"),
            string.Create(CultureInfo.InvariantCulture, $"rows={count}\nsha256={Convert.ToHexStringLower(SHA256.HashData(content))}\n"));
    }

    private IEnumerable<JsonElement> Rows(Area area, Feed feed, CancellationToken cancellationToken)
    {
        for (var page = 1; ; page++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cut = library.Of(area, feed).FullPage(page, PageSize);
            using var document = JsonDocument.Parse(Wire.RowStream.Read(cut.Segments));
            foreach (var row in document.RootElement.EnumerateArray())
            {
                yield return row;
            }

            if (page * PageSize >= cut.Total)
            {
                yield break;
            }
        }
    }

    private static long Csv(string path, IEnumerable<JsonElement> rows)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        string[]? columns = null;
        long count = 0;
        foreach (var row in rows)
        {
            columns ??= Head(writer, row);
            writer.Write(string.Join(',', columns.Select(column => Cell(row, column))) + "\r\n");
            count++;
        }

        if (columns is null)
        {
            writer.Write("record_unique_identity,cd_operation\r\n");
        }

        return count;
    }

    private static string[] Head(StreamWriter writer, JsonElement row)
    {
        string[] columns = [.. row.EnumerateObject().Select(member => member.Name)];
        writer.Write(string.Join(',', columns) + "\r\n");
        return columns;
    }

    private static string Cell(JsonElement row, string column)
    {
        var text = Text(row, column);
        return text.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    internal static string Text(JsonElement row, string column) =>
        !row.TryGetProperty(column, out var value) || value.ValueKind == JsonValueKind.Null
            ? ""
            : value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();
}
