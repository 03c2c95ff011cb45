using System.Xml;

namespace Gateway.Adapters.Files.Reading.Xlsx;

/// <summary>An open workbook: its sheet, shared texts and styles.</summary>
internal sealed class Workbook : IDisposable
{
    private readonly BoundedParts _parts;
    private readonly string _sheet;

    private Workbook(BoundedParts parts, string sheet, bool from1904) => (_parts, _sheet, From1904) = (parts, sheet, from1904);

    public bool From1904 { get; }

    /// <param name="file">The file.</param>
    /// <param name="sheetName">Sheet by name; empty: the first.</param>
    /// <param name="inflatedBytes">Most that it may unpack to.</param>
    public static Workbook Open(Stream file, string sheetName, long inflatedBytes)
    {
        file.Position = 0;
        var parts = new BoundedParts(file, inflatedBytes);
        try
        {
            var (id, from1904) = SheetId(parts, sheetName);
            return new Workbook(parts, PartOf(parts, id), from1904);
        }
        catch (XmlException)
        {
            parts.Dispose();
            throw new FileRefused("no_workbook", "工作簿的内容不是有效的 XML");
        }
        catch
        {
            parts.Dispose();
            throw;
        }
    }

    /// <summary>The sheet's bytes.</summary>
    public Stream Sheet() => _parts.Open(_sheet) ?? throw new FileRefused("no_sheet", "工作簿中缺少工作表的内容");

    public CellStyles Styles() => CellStyles.Read(_parts.Open("xl/styles.xml"));

    public SharedText Texts(string spoolFolder, CancellationToken cancellationToken)
    {
        var texts = new SharedText(spoolFolder);
        try
        {
            if (_parts.Open("xl/sharedStrings.xml") is { } part)
            {
                using (part)
                using (var reader = XmlReader.Create(part, WorkbookXml.Settings))
                {
                    while (reader.Read())
                    {
                        if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "si")
                        {
                            texts.Add(WorkbookXml.TextOf(reader));
                            if ((texts.Count & 0xfff) == 0)
                            {
                                cancellationToken.ThrowIfCancellationRequested();
                            }
                        }
                    }
                }
            }

            texts.Complete();
            return texts;
        }
        catch
        {
            texts.Dispose();
            throw;
        }
    }

    public void Dispose() => _parts.Dispose();

    private static (string Id, bool From1904) SheetId(BoundedParts parts, string sheetName)
    {
        using var part = parts.Open("xl/workbook.xml") ?? throw new FileRefused("no_workbook", "不是 xlsx 工作簿");
        using var reader = XmlReader.Create(part, WorkbookXml.Settings);
        string? id = null;
        var from1904 = false;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (reader.LocalName == "workbookPr")
            {
                from1904 = reader.GetAttribute("date1904") is "1" or "true";
            }
            else if (reader.LocalName == "sheet" && id is null && (sheetName.Length == 0 || reader.GetAttribute("name") == sheetName))
            {
                id = reader.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
                    ?? reader.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");
            }
        }

        return (id ?? throw new FileRefused("no_sheet", sheetName.Length == 0 ? "工作簿中没有工作表" : $"工作簿中没有名为“{sheetName}”的工作表"), from1904);
    }

    private static string PartOf(BoundedParts parts, string id)
    {
        using var part = parts.Open("xl/_rels/workbook.xml.rels") ?? throw new FileRefused("no_workbook", "工作簿缺少部件目录");
        using var reader = XmlReader.Create(part, WorkbookXml.Settings);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Relationship" && reader.GetAttribute("Id") == id)
            {
                var target = reader.GetAttribute("Target") ?? "";
                return target.StartsWith('/') ? target[1..] : "xl/" + target;
            }
        }

        throw new FileRefused("no_sheet", "工作簿的部件目录中没有该工作表");
    }
}
