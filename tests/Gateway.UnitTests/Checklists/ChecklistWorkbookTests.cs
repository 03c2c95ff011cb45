using System.IO.Compression;
using ExcelDataReader;
using Gateway.Pipeline.Checklists.Export;
using Gateway.UnitTests.Normalise;
using Xunit;

namespace Gateway.UnitTests.Checklists;

/// <summary>The workbook as an independent reader sees it, against the words of Annex 1.</summary>
public sealed class ChecklistWorkbookTests
{
    // The reader asks for a code page of old files before it looks at the file.
    static ChecklistWorkbookTests() => System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);

    [Fact]
    public void Every_cell_is_as_annex_1_prints_it()
    {
        var (cells, merges) = Read(0);
        string[] expected =
        [
            "跨部门综合监管事项清单|||||||||",
            "序号|监管领域|监管部门||监管事项|设定依据|监管对象|事项类别|检查方式|监管层级",
            "1|成品油流通|牵头单位|临渭区商务局|对加油站成品油质量和计量的检查|《成品油市场管理办法》第三十条|加油站|重点|现场检查|县",
            "||配合单位|临渭区市场监督管理局||||||",
            "||配合单位|临渭区应急管理局||||||",
            "2|自建房安全|牵头单位|临渭区住房和城乡建设局|对经营性自建房安全的检查|《自建房安全管理办法》第十二条|经营性自建房|重点|现场检查|县",
            "||配合单位|临渭区自然资源局||||||",
            "3|住宿业|牵头单位|待定|对旅馆治安和卫生的检查|《旅馆业治安管理办法》第十四条|旅馆|一般|现场检查|县",
            "||配合单位|临渭区公安局||||||",
            "||配合单位|临渭区卫生健康委员会||||||",
            "填表说明：1. 监管领域可根据《国民经济行业分类》中的行业大类填写也可结合监管实际填写；|||||||||",
            "2. 监管事项应简要描述具体的检查内容；|||||||||",
            "3. 设定依据为法律法规的具体条文；|||||||||",
            "4. 监管层级是指市县。|||||||||",
        ];
        Assert.Equal(expected, cells.Select(x => string.Join('|', x)));
        Assert.Equal(
            [
                "A1:J1", "C2:D2",
                "A3:A5", "B3:B5", "E3:E5", "F3:F5", "G3:G5", "H3:H5", "I3:I5", "J3:J5",
                "A6:A7", "B6:B7", "E6:E7", "F6:F7", "G6:G7", "H6:H7", "I6:I7", "J6:J7",
                "A8:A10", "B8:B10", "E8:E10", "F8:F10", "G8:G10", "H8:H10", "I8:I10", "J8:J10",
                "A11:J11", "A12:J12", "A13:J13", "A14:J14",
            ],
            merges);
    }

    [Fact]
    public void Heads_and_notes_are_the_plans_own_words()
    {
        var plan = File.ReadAllText(ReferenceFiles.Shared("plan.txt"));
        var annex = plan[plan.IndexOf("附件 1", StringComparison.Ordinal)..];
        Assert.Contains(string.Join('\t', Read(0).Cells[1]), annex, StringComparison.Ordinal);
        Assert.All(Read(0).Cells[^4..], x => Assert.Contains(x[0], annex, StringComparison.Ordinal));
        Assert.Contains(Read(0).Cells[0][0], annex, StringComparison.Ordinal);
    }

    [Fact]
    public void Disputes_stand_on_a_sheet_of_their_own()
    {
        var (cells, _) = Read(1);
        Assert.Equal("争议事项", cells[0][0]);
        Assert.Equal(
            "1|对加油站储存危险化学品的安全检查|兼营危险化学品的加油站|临渭区商务局、临渭区应急管理局|61019900000000、61019900000001|成品油流通|临渭区商务局|事项名称或监管对象含领域“成品油流通”的词语",
            string.Join('|', cells[2]));
        Assert.Equal("危险化学品", cells[3][5]);
    }

    [Fact]
    public void The_same_version_makes_the_same_bytes() => Assert.Equal(Bytes(), Bytes());

    [Fact]
    public void An_empty_list_is_the_empty_form()
    {
        using var file = new MemoryStream();
        ChecklistWorkbook.Write(file, "临渭区", StoredSample.Of());
        using var reader = ExcelReaderFactory.CreateReader(file);
        var cells = Cells(reader);
        Assert.Equal(["牵头单位", "配合单位", "配合单位"], cells[2..5].Select(x => x[2]));
    }

    [Fact]
    public void It_prints_in_landscape_and_repeats_its_heads()
    {
        using var zip = new ZipArchive(new MemoryStream(Bytes()));
        var sheet = Part(zip, "xl/worksheets/sheet1.xml");
        Assert.Contains("orientation=\"landscape\"", sheet, StringComparison.Ordinal);
        Assert.Contains("&amp;L临渭区&amp;R第 3 版  2026年11月23日", sheet, StringComparison.Ordinal);
        Assert.Contains("'跨部门综合监管事项清单'!$2:$2", Part(zip, "xl/workbook.xml"), StringComparison.Ordinal);
    }

    /// <summary>Its field and matter stand in a block's first row only, so no page begins in the middle of one.</summary>
    [Fact]
    public void No_page_begins_within_an_item()
    {
        var matters = Enumerable.Range(0, 40).SelectMany(x => new[] { "commerce", "market-regulation", "tax" }
            .Select(kind => Sample.Matter(kind, $"对第{x}号加油站的检查", "加油站")));
        using var file = new MemoryStream();
        ChecklistWorkbook.Write(file, "临渭区", StoredSample.Of(matters));
        using var zip = new ZipArchive(file);
        var breaks = System.Text.RegularExpressions.Regex.Matches(Part(zip, "xl/worksheets/sheet1.xml"), "brk id=\"([0-9]+)\"")
            .Select(x => int.Parse(x.Groups[1].Value, null)).ToList();
        Assert.InRange(breaks.Count, 2, 8);
        Assert.All(breaks, x => Assert.Equal(2, x % 3)); // two rows of head, three an item
    }

    [Fact]
    public void Csv_has_a_line_an_item_and_runs_no_formula()
    {
        var matters = new[] { "commerce", "market-regulation" }.Select(x => Sample.Matter(x, "=1+1,加油站", "加油站"));
        using var file = new MemoryStream();
        ChecklistCsv.Write(file, StoredSample.Of(matters));
        var text = System.Text.Encoding.UTF8.GetString(file.ToArray());
        Assert.Equal(
            "\uFEFF序号,监管领域,牵头单位,配合单位,监管事项,设定依据,监管对象,事项类别,检查方式,监管层级,事项编码\r\n"
            + "1,成品油流通,临渭区商务局,临渭区市场监督管理局,\"'=1+1,加油站\",《某条例》第十条,加油站,重点,现场检查,县,61010000000001\r\n",
            text);
    }

    private static byte[] Bytes()
    {
        using var file = new MemoryStream();
        ChecklistWorkbook.Write(file, "临渭区", StoredSample.Full());
        return file.ToArray();
    }

    private static (List<string[]> Cells, IEnumerable<string> Merges) Read(int sheet)
    {
        using var file = new MemoryStream(Bytes());
        using var reader = ExcelReaderFactory.CreateReader(file);
        for (var i = 0; i < sheet; i++)
        {
            Assert.True(reader.NextResult());
        }

        var merges = reader.MergeCells.Select(x => $"{Name(x.FromColumn, x.FromRow)}:{Name(x.ToColumn, x.ToRow)}").ToList();
        return (Cells(reader), merges);
    }

    private static List<string[]> Cells(IExcelDataReader reader)
    {
        var cells = new List<string[]>();
        while (reader.Read())
        {
            cells.Add([.. Enumerable.Range(0, reader.FieldCount).Select(x => reader.GetString(x) ?? "")]);
        }

        return cells;
    }

    private static string Name(int column, int row) => $"{(char)('A' + column)}{row + 1}";

    private static string Part(ZipArchive zip, string name)
    {
        using var text = new StreamReader(zip.GetEntry(name)!.Open());
        return text.ReadToEnd();
    }
}
