using System.IO.Compression;
using System.Text;
using Gateway.Adapters.Files;
using Gateway.Adapters.Files.Reading;
using Gateway.Adapters.Files.Reading.Xlsx;
using Gateway.Adapters.Files.Sending;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Xunit;

namespace Gateway.UnitTests.Files;

/// <summary>Workbooks as departments make them. All data are synthetic.</summary>
public sealed class WorkbookTests
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static readonly ReadingLimits Limits = new(1000, 4 << 20, 4096, 1024, 50, 64 << 20);

    private static readonly FeedColumns Columns = new(FeedSchemas.Subject, FieldRules.Renames(new Dictionary<string, string>
    {
        ["identity"] = "编号", ["name"] = "名称", ["kind"] = "类别", ["area"] = "区划", ["credentialCode"] = "代码", ["establishedOn"] = "成立日期",
        ["credentialType"] = "证件类型",
    }), TimeProvider.System, 1024);

    private static string Spool => Path.Combine(Path.GetTempPath(), "gateway-files-tests");

    // Fails when the width of a code is not looked up (kind, area and credential type lose their zeros).
    [Fact]
    public void Numbers_dates_and_texts_come_as_a_person_sees_them()
    {
        var book = Book(
            """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>名称</t></is></c><c r="C1" t="str"><v>类别</v></c><c r="D1" t="inlineStr"><is><r><t>区</t></r><r><t>划</t></r></is></c><c r="F1" t="inlineStr"><is><t>成立日期</t></is></c><c r="G1" t="inlineStr"><is><t>证件类型</t></is></c></row>
            <row r="2"/>
            <row r="3"><c r="A3"><v>1</v></c><c r="B3" t="s"><v>1</v></c><c r="C3"><v>4</v></c><c r="D3"><v>610502</v></c><c r="F3" s="1"><v>46353</v></c><c r="G3"><v>99</v></c></row>
            <row r="4"><c r="A4"><v>2.0</v></c><c r="B4" t="inlineStr"><is><t xml:space="preserve"> 空 </t></is></c><c r="C4" t="inlineStr"><is><t>04</t></is></c><c r="D4"><v>6.10502E5</v></c><c r="F4" s="2"><v>46353.5</v></c></row>
            <row r="5"><c r="A5"/><c r="B5" s="1"/></row>
            <row r="6"><c r="A6"><v>3</v></c><c r="F6" t="inlineStr"><is><t>2026/11/27</t></is></c></row>
            """,
            shared: ["编号", "渭南样例"]);

        var rows = Read(book, new XlsxOptions(), expected: 3);

        Assert.Equal(
            ["1|渭南样例|04|610502|2026-11-27|099", "2| 空 |04|610502|2026-11-27 12:00:00|", "3||||2026/11/27|"],
            rows.Select(row => string.Join('|', new[] { "identity", "name", "kind", "area", "establishedOn", "credentialType" }.Select(field => Value(row, field)))));
        Assert.All(rows, row => Assert.Null(row.Unreadable));
    }

    // Fails when a long number is taken as it stands: the last digits of an identity number would be made up.
    [Fact]
    public void A_number_that_lost_its_last_digits_sets_its_row_aside_which_keeps_its_identity()
    {
        var book = Book(
            """
            <row><c t="inlineStr"><is><t>编号</t></is></c><c t="inlineStr"><is><t>代码</t></is></c></row>
            <row><c><v>1</v></c><c><v>6.1050219800101E+17</v></c></row>
            <row><c><v>2</v></c><c><v>123456789012345</v></c></row>
            <row><c><v>3</v></c><c t="e"><v>#N/A</v></c></row>
            """);

        var rows = Read(book, new XlsxOptions(), expected: 3);

        Assert.Contains("15 位", rows[0].Unreadable);
        Assert.Equal(("1", "2", "123456789012345"), (Value(rows[0], "identity"), Value(rows[1], "identity"), Value(rows[1], "credentialCode")));
        Assert.Null(rows[1].Unreadable);
        Assert.Contains("#N/A", rows[2].Unreadable);
    }

    [Fact]
    public void Two_lines_of_heads_with_merged_cells_below_a_title()
    {
        var book = Book(
            """
            <row r="1"><c r="A1" t="inlineStr"><is><t>监管对象名录（样例）</t></is></c></row>
            <row r="2"><c r="A2" t="inlineStr"><is><t>编号</t></is></c><c r="B2" t="inlineStr"><is><t>基本信息</t></is></c><c r="C2"/><c r="D2" t="inlineStr"><is><t>法人</t></is></c><c r="E2"/></row>
            <row r="3"><c r="A3"/><c r="B3" t="inlineStr"><is><t>名 称</t></is></c><c r="C3" t="inlineStr"><is><t>区划</t></is></c><c r="D3" t="inlineStr"><is><t>名 称</t></is></c><c r="E3" t="inlineStr"><is><t>代码</t></is></c></row>
            <row r="4"><c r="A4"><v>1</v></c><c r="B4" t="inlineStr"><is><t>甲</t></is></c><c r="C4"><v>610502</v></c><c r="D4" t="inlineStr"><is><t>乙</t></is></c><c r="E4" t="inlineStr"><is><t>X1</t></is></c></row>
            """);
        var columns = new FeedColumns(FeedSchemas.Subject, FieldRules.Renames(new Dictionary<string, string>
        {
            ["identity"] = "编号", ["name"] = "基本信息.名 称", ["area"] = "区划", ["legalPerson"] = "法人.名 称", ["credentialCode"] = "代码",
        }), TimeProvider.System, 1024);

        var row = Assert.Single(Read(book, new XlsxOptions { TitleRows = 1, HeadRows = 2 }, expected: 1, columns));

        Assert.Equal("1|甲|610502|乙|X1", string.Join('|', new[] { "identity", "name", "area", "legalPerson", "credentialCode" }.Select(field => Value(row, field))));
    }

    [Fact]
    public void What_the_gateway_writes_as_a_workbook_it_can_read()
    {
        var bytes = ResultWorkbook.Write(["编号", "名称"], [["1", "<甲>&\"乙\"\n"], ["02", "=1+1"]]);

        var rows = Read(bytes, new XlsxOptions(), expected: 2);

        Assert.Equal(["1|<甲>&\"乙\"\n", "02|=1+1"], rows.Select(row => $"{Value(row, "identity")}|{Value(row, "name")}"));
    }

    [Fact]
    public void More_texts_than_fit_into_memory_are_found_all_the_same()
    {
        using var texts = new SharedText(Spool);
        for (var i = 0; i < 300_000; i++)
        {
            texts.Add($"第{i}条" + new string('长', i % 97));
        }

        texts.Complete();
        Assert.All([0, 1, 149_999, 250_000, 299_999, 250_001, 3], i => Assert.Equal($"第{i}条" + new string('长', i % 97), texts[i]));
    }

    // Fails when what a part unpacks to is believed to be what its head claims, or is not bounded at all.
    [Fact]
    public void A_bomb_ends_in_a_refusal()
    {
        var bomb = Zip(("xl/workbook.xml", Workbook), ("xl/_rels/workbook.xml.rels", Rels), ("xl/worksheets/sheet1.xml", Sheet(string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 3_000_000)))));
        Assert.True(bomb.Length < 1 << 20, $"{bomb.Length}");

        Assert.Equal("bomb", Assert.Throws<FileRefused>(() => Count(bomb)).Code);
    }

    [Fact]
    public void A_cell_without_end_ends_in_a_refusal()
    {
        var book = Book("<row><c t=\"inlineStr\"><is><t>" + new string('x', 20 << 20) + "</t></is></c></row>");

        Assert.Equal("cell_too_long", Assert.Throws<FileRefused>(() => Count(book)).Code);
    }

    [Fact]
    public void A_million_columns_end_in_a_refusal()
    {
        var book = Book("<row>" + string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 1_000_000)) + "</row>");

        Assert.Equal("too_wide", Assert.Throws<FileRefused>(() => Read(book, new XlsxOptions(), expected: 0)).Code);
    }

    [Theory, InlineData("not a zip"), InlineData("PK\u0003\u0004 nor this")]
    public void What_is_no_workbook_is_said_so(string content) =>
        Assert.Equal("no_workbook", Assert.Throws<FileRefused>(() => Count(Encoding.UTF8.GetBytes(content))).Code);

    [Fact]
    public void Entities_are_not_expanded()
    {
        var book = Zip(
            ("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + Workbook), ("xl/_rels/workbook.xml.rels", Rels), ("xl/worksheets/sheet1.xml", Sheet("")));

        Assert.Equal("no_workbook", Assert.Throws<FileRefused>(() => Count(book)).Code);
    }

    [Theory]
    [InlineData("46353", true, 0, "2026-11-27"), InlineData("1", true, 0, "1900-01-01"), InlineData("61", true, 0, "1900-03-01"), InlineData("0.5", true, 0, "12:00:00")]
    [InlineData("0.10000000000000001", false, 0, "0.1"), InlineData("1234.5", false, 0, "1234.5"), InlineData("-3", false, 6, "-3"), InlineData("61050200000001", false, 14, "61050200000001")]
    [InlineData("502", false, 6, "000502"), InlineData("1E3", false, 0, "1000")]
    public void A_number_reads_as_it_is_shown(string raw, bool date, int width, string expected) =>
        Assert.Equal<(string, string?)>((expected, null), CellText.OfNumber(raw, date, width, from1904: false));

    [Theory, InlineData("yyyy\\-mm\\-dd", true), InlineData("[$-804]yyyy\"年\"m\"月\";@", true), InlineData("General", false), InlineData("0.00\"day\"", false), InlineData("[Red]#,##0", false)]
    public void A_format_shows_a_date_or_not(string format, bool date) => Assert.Equal(date, CellStyles.ShowsDate(format));

    private static string Value(RawRow row, string field) => row.Values[FeedSchemas.Subject[field]] ?? "";

    private static long Count(byte[] book) => new XlsxFileReader(new XlsxOptions(), Limits, Spool).Count(new MemoryStream(book), TestContext.Current.CancellationToken);

    private static List<RawRow> Read(byte[] book, XlsxOptions options, long expected, FeedColumns? columns = null)
    {
        var reader = new XlsxFileReader(options, Limits, Spool);
        var rows = reader.Bodies(new MemoryStream(book), "f.xlsx", columns ?? Columns, TestContext.Current.CancellationToken)
            .SelectMany(body => BodyReader.Read(columns ?? Columns, body, Limits).Rows).ToList();
        Assert.Equal(expected, reader.Count(new MemoryStream(book), TestContext.Current.CancellationToken));
        return rows;
    }

    private const string Workbook =
        $"<workbook xmlns=\"{Main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";

    private const string Rels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";

    private static string Sheet(string rows) => $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData><mergeCells count=\"0\"/></worksheet>";

    private static byte[] Book(string rows, params string[] shared) => Zip(
        ("xl/workbook.xml", Workbook),
        ("xl/_rels/workbook.xml.rels", Rels),
        ("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy-mm-dd hh:mm\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"),
        ("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(shared.Select(text => $"<si><t>{text}</t></si>"))}</sst>"),
        ("xl/worksheets/sheet1.xml", Sheet(rows)));

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }
}
