using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using System.Text.Json;
using System.Xml;
using Gateway.Sandbox.Dialects;

namespace Gateway.Sandbox.P6;

/// <summary>What a clerk sends who knows nothing but Excel: one sheet, a merged title, Chinese heads, everything typed as text.</summary>
internal static class DropWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006/";

    /// <returns>How many rows of data.</returns>
    public static long Write(string path, IEnumerable<JsonElement> rows)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Part(archive, "[Content_Types].xml", x => x.Write(
            $"<Types xmlns=\"{Packages}content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
            + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"));
        Part(archive, "_rels/.rels", x => x.Write(
            $"<Relationships xmlns=\"{Packages}relationships\"><Relationship Id=\"rId1\" Type=\"{Relationships}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
        Part(archive, "xl/workbook.xml", x => x.Write(
            $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relationships}\"><sheets><sheet name=\"名录\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"));
        Part(archive, "xl/_rels/workbook.xml.rels", x => x.Write(
            $"<Relationships xmlns=\"{Packages}relationships\"><Relationship Id=\"rId1\" Type=\"{Relationships}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"));
        long count = 0;
        Part(archive, "xl/worksheets/sheet1.xml", x => count = Sheet(x, rows));
        return count;
    }

    private static long Sheet(StreamWriter writer, IEnumerable<JsonElement> rows)
    {
        writer.Write($"<worksheet xmlns=\"{Main}\"><sheetData>");
        string[]? columns = null;
        long line = 1;
        foreach (var row in rows)
        {
            if (columns is null)
            {
                columns = [.. row.EnumerateObject().Select(member => member.Name)];
                Line(writer, 1, ["跨部门综合监管报送表（合成样例）"]);
                Line(writer, line = 2, columns.Select(ChineseNames.Instance.Of));
            }

            Line(writer, ++line, columns.Select(column => DropFeedWriter.Text(row, column)));
        }

        writer.Write(columns is null ? "</sheetData></worksheet>" : $"</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:F1\"/></mergeCells></worksheet>");
        return Math.Max(0, line - 2);
    }

    private static void Line(StreamWriter writer, long number, IEnumerable<string> cells)
    {
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{number}\">"));
        foreach (var (text, column) in cells.Select((text, column) => (text, column)))
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{Letters(column)}{number}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"));
            writer.Write(SecurityElement.Escape(string.Concat(text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)))));
            writer.Write("</t></is></c>");
        }

        writer.Write("</row>");
    }

    private static string Letters(int column) =>
        column < 26 ? $"{(char)('A' + column)}" : $"{(char)('A' + (column / 26) - 1)}{(char)('A' + (column % 26))}";

    private static void Part(ZipArchive archive, string name, Action<StreamWriter> write)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        write(writer);
    }
}
