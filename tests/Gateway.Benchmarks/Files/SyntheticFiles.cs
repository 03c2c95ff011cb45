using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Benchmarks.Files;

/// <summary>Large synthetic files of subjects, laid as a department lays them.</summary>
internal static class SyntheticFiles
{
    public static readonly string[] Columns =
    [
        "record_unique_identity", "cd_id", "cd_time", "cd_operation", "subject_kind", "subject_name", "credential_type", "credential_code", "reg_no",
        "legal_person", "address_registered", "address_operating", "area_number", "industry_code", "establish_date", "contact_phone",
    ];

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static long Csv(string folder, string stem, long bytes)
    {
        var path = Path.Combine(folder, stem + ".csv");
        long rows = 0;
        using (var writer = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20))
        {
            writer.Write(string.Join(',', Columns) + "\n");
            while (writer.BaseStream.Position < bytes)
            {
                writer.Write(string.Join(',', Row(rows++)) + "\n");
            }
        }

        Ok(folder, stem, path, rows);
        return rows;
    }

    /// <summary>As Excel saves it: every text is a shared one.</summary>
    public static void Xlsx(string folder, string stem, long rows)
    {
        var path = Path.Combine(folder, stem + ".xlsx");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            Part(archive, "[Content_Types].xml", x => x.Write("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/></Types>"));
            Part(archive, "_rels/.rels", x => x.Write("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
            Part(archive, "xl/workbook.xml", x => x.Write($"<workbook xmlns=\"{Main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"));
            Part(archive, "xl/_rels/workbook.xml.rels", x => x.Write("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"));
            Part(archive, "xl/worksheets/sheet1.xml", writer => Sheet(writer, rows));
            Part(archive, "xl/sharedStrings.xml", writer => Shared(writer, rows));
        }

        Ok(folder, stem, path, rows);
    }

    private static void Sheet(TextWriter writer, long rows)
    {
        var next = 0L;
        writer.Write($"<worksheet xmlns=\"{Main}\"><sheetData>");
        for (long row = 0; row <= rows; row++)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{row + 1}\">"));
            for (var column = 0; column < Columns.Length; column++)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{(char)('A' + column)}{row + 1}\" t=\"s\"><v>{next++}</v></c>"));
            }

            writer.Write("</row>");
        }

        writer.Write("</sheetData></worksheet>");
    }

    private static void Shared(TextWriter writer, long rows)
    {
        writer.Write($"<sst xmlns=\"{Main}\">");
        for (long row = -1; row < rows; row++)
        {
            foreach (var text in row < 0 ? Columns : Row(row))
            {
                writer.Write("<si><t>");
                writer.Write(text);
                writer.Write("</t></si>");
            }
        }

        writer.Write("</sst>");
    }

    private static string[] Row(long row) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"SYN-{row:D12}"), string.Create(CultureInfo.InvariantCulture, $"c{row:D14}"), "2026-11-27 08:00:00", "i", "04",
        string.Create(CultureInfo.InvariantCulture, $"渭南市合成样例单位第{row}号"), "099", string.Create(CultureInfo.InvariantCulture, $"SYN{row:D15}"), "",
        string.Create(CultureInfo.InvariantCulture, $"合成{row % 997}"), string.Create(CultureInfo.InvariantCulture, $"渭南市临渭区合成路{row % 4999}号"), "渭南市临渭区合成路", "610502",
        "F5213", "2020-01-01", "",
    ];

    private static void Part(ZipArchive archive, string name, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false), 1 << 16);
        write(writer);
    }

    private static void Ok(string folder, string stem, string path, long rows)
    {
        using var content = File.OpenRead(path);
        File.WriteAllText(
            Path.Combine(folder, stem + ".ok"), string.Create(CultureInfo.InvariantCulture, $"rows={rows}\nsha256={Convert.ToHexStringLower(SHA256.HashData(content))}\n"));
    }
}
