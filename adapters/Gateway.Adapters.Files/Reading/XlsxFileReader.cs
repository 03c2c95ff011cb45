using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using Gateway.Adapters.Files.Reading.Xlsx;

namespace Gateway.Adapters.Files.Reading;

/// <summary>
/// XLSX: one sheet, title lines passed over, one or two lines of heads. Cells become text here: dates by their format, codes with the zeros
/// that were lost; a number that lost digits makes its row unreadable. Pages are arrays of objects by the names of the heads.
/// </summary>
internal sealed class XlsxFileReader(XlsxOptions options, ReadingLimits limits, string spoolFolder) : IFileReader
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public long Count(Stream file, CancellationToken cancellationToken)
    {
        using var book = Workbook.Open(file, options.Sheet, limits.InflatedBytes);
        using var sheet = book.Sheet();
        return Math.Max(0, RowCount.Of(sheet, cancellationToken) - options.TitleRows - options.HeadRows);
    }

    public IEnumerable<ReadOnlyMemory<byte>> Bodies(Stream file, string name, FeedColumns columns, CancellationToken cancellationToken)
    {
        using var book = Workbook.Open(file, options.Sheet, limits.InflatedBytes);
        var styles = book.Styles();
        using var texts = book.Texts(spoolFolder, cancellationToken);
        using var sheet = book.Sheet();
        using var rows = new SheetRows(XmlReader.Create(sheet, WorkbookXml.Settings), texts, limits.Columns);
        var heads = Heads(rows);
        var sheetColumns = heads.Select(head => new SheetColumn(JsonEncodedText.Encode(head, JavaScriptEncoder.UnsafeRelaxedJsonEscaping), head.Length > 0, columns.WidthOf(head))).ToArray();
        var first = true;
        for (var more = true; more;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var body = new ArrayBufferWriter<byte>(256 << 10);
            using var writer = new Utf8JsonWriter(body, Json);
            writer.WriteStartArray();
            var count = 0;
            while (count < limits.PageRows && body.WrittenCount < limits.PageBytes && (more = Next(rows)))
            {
                Write(writer, rows.Cells, sheetColumns, styles, book.From1904);
                count++;
            }

            writer.WriteEndArray();
            writer.Flush();
            if (count > 0 || first)
            {
                first = false;
                yield return body.WrittenMemory;
            }
        }
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<SheetCell> cells, SheetColumn[] columns, CellStyles styles, bool from1904)
    {
        string? problem = null;
        writer.WriteStartObject();
        for (var i = 0; i < columns.Length; i++)
        {
            if (!columns[i].Named)
            {
                continue;
            }

            var cell = i < cells.Count ? cells[i] : default;
            var (text, wrong) = cell.IsNumber
                ? CellText.OfNumber(cell.Text!, styles.IsDate(cell.Style), columns[i].Width, from1904)
                : (cell.Text ?? "", cell.Problem);
            problem ??= wrong is null ? null : $"“{columns[i].Name}”{wrong}";
            writer.WriteString(columns[i].Name, text);
        }

        if (problem is not null)
        {
            writer.WriteString(FeedColumns.ProblemMember, problem);
        }

        writer.WriteEndObject();
    }

    private IReadOnlyList<string> Heads(SheetRows rows)
    {
        for (var title = 0; title < options.TitleRows; title++)
        {
            Next(rows);
        }

        if (!Next(rows))
        {
            throw new FileRefused("no_head", "工作表没有表头");
        }

        string[] above = [.. rows.Cells.Select(cell => cell.Text ?? "")];
        return options.HeadRows == 2 && Next(rows)
            ? SheetHeads.Of(above, [.. rows.Cells.Select(cell => cell.Text ?? "")])
            : SheetHeads.Of(above);
    }

    private static bool Next(SheetRows rows)
    {
        try
        {
            return rows.Next();
        }
        catch (XmlException)
        {
            throw new FileRefused("no_workbook", "工作表的内容不是有效的 XML");
        }
    }

    private readonly record struct SheetColumn(JsonEncodedText Name, bool Named, int Width);
}
