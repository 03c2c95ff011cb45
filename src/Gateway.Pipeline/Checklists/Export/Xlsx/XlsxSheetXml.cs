using System.Globalization;
using System.Xml;

namespace Gateway.Pipeline.Checklists.Export.Xlsx;

/// <summary>The XML of one sheet, its elements in the order that the schema asks for.</summary>
internal static class XlsxSheetXml
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const int MostCharacters = 32_767; // of a cell
    private const string CutMark = "…（余下内容见 JSON 导出）";

    public static void Write(XmlWriter xml, XlsxSheet sheet)
    {
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"); // whatever the fonts, all columns are on the page
        xml.WriteRaw($"<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"{sheet.HeadRow}\" topLeftCell=\"A{sheet.HeadRow + 1}\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
        xml.WriteRaw("<sheetFormatPr defaultRowHeight=\"18\"/>");
        Columns(xml, sheet.Widths);
        xml.WriteStartElement("sheetData");
        for (var i = 0; i < sheet.Rows.Count; i++)
        {
            Row(xml, i + 1, sheet.Rows[i]);
        }

        xml.WriteEndElement();
        Merges(xml, sheet.Merges);
        xml.WriteRaw("<printOptions horizontalCentered=\"1\"/>");
        xml.WriteRaw("<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.75\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>");
        xml.WriteRaw("<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/>");
        xml.WriteStartElement("headerFooter");
        xml.WriteElementString("oddHeader", $"&L{Escape(sheet.PageHead.Left)}&R{Escape(sheet.PageHead.Right)}");
        xml.WriteElementString("oddFooter", "&C第 &P 页，共 &N 页");
        xml.WriteEndElement();
        Breaks(xml, sheet.Breaks);
        xml.WriteEndElement();
    }

    public static string Name(int row, int column) => string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + column - 1)}{row}");

    private static void Columns(XmlWriter xml, IReadOnlyList<double> widths)
    {
        xml.WriteStartElement("cols");
        for (var i = 0; i < widths.Count; i++)
        {
            xml.WriteStartElement("col");
            xml.WriteAttributeString("min", XmlConvert.ToString(i + 1));
            xml.WriteAttributeString("max", XmlConvert.ToString(i + 1));
            xml.WriteAttributeString("width", XmlConvert.ToString(widths[i]));
            xml.WriteAttributeString("customWidth", "1");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Row(XmlWriter xml, int number, XlsxRow row)
    {
        xml.WriteStartElement("row");
        xml.WriteAttributeString("r", XmlConvert.ToString(number));
        xml.WriteAttributeString("ht", XmlConvert.ToString(row.Height));
        xml.WriteAttributeString("customHeight", "1");
        foreach (var cell in row.Cells)
        {
            xml.WriteStartElement("c");
            xml.WriteAttributeString("r", Name(number, cell.Column));
            xml.WriteAttributeString("s", XmlConvert.ToString((int)cell.Style));
            if (cell.Text.Length > 0)
            {
                // Inline text is never read as a formula, whatever it begins with.
                xml.WriteAttributeString("t", "inlineStr");
                xml.WriteStartElement("is");
                xml.WriteStartElement("t");
                xml.WriteAttributeString("xml", "space", null, "preserve");
                xml.WriteString(Printable(cell.Text));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Merges(XmlWriter xml, IReadOnlyList<XlsxMerge> merges)
    {
        xml.WriteStartElement("mergeCells");
        xml.WriteAttributeString("count", XmlConvert.ToString(merges.Count));
        foreach (var merge in merges)
        {
            xml.WriteStartElement("mergeCell");
            xml.WriteAttributeString("ref", $"{Name(merge.Top, merge.Left)}:{Name(merge.Bottom, merge.Right)}");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Breaks(XmlWriter xml, IReadOnlyList<int> breaks)
    {
        if (breaks.Count == 0)
        {
            return;
        }

        xml.WriteRaw($"<rowBreaks count=\"{breaks.Count}\" manualBreakCount=\"{breaks.Count}\">");
        foreach (var row in breaks)
        {
            xml.WriteRaw($"<brk id=\"{row}\" max=\"16383\" man=\"1\"/>");
        }

        xml.WriteRaw("</rowBreaks>");
    }

    // What platforms send may hold characters that XML has no form for.
    private static string Printable(string text)
    {
        var kept = text.All(XmlConvert.IsXmlChar) ? text : new string([.. text.Where(XmlConvert.IsXmlChar)]);
        return kept.Length <= MostCharacters ? kept : kept[..(MostCharacters - CutMark.Length)] + CutMark;
    }

    private static string Escape(string text) => Printable(text).Replace("&", "&&", StringComparison.Ordinal);
}
