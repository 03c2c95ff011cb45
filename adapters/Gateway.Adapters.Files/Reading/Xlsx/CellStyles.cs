using System.Globalization;
using System.Xml;

namespace Gateway.Adapters.Files.Reading.Xlsx;

/// <summary>Which cell styles show a date. Source: ECMA-376 part 1, 18.8.30 (built-in number formats, also those of Chinese locales).</summary>
internal sealed class CellStyles
{
    private readonly List<bool> _dates = [];

    public static CellStyles Read(Stream? part)
    {
        var styles = new CellStyles();
        if (part is null)
        {
            return styles;
        }

        using (part)
        using (var reader = XmlReader.Create(part, WorkbookXml.Settings))
        {
            var formats = new Dictionary<int, bool>();
            var inCells = false;
            while (reader.Read())
            {
                switch (reader.NodeType, reader.LocalName)
                {
                    case (XmlNodeType.Element, "numFmt"):
                        formats[Number(reader, "numFmtId")] = ShowsDate(reader.GetAttribute("formatCode") ?? "");
                        break;
                    case (XmlNodeType.Element, "cellXfs"):
                        inCells = !reader.IsEmptyElement;
                        break;
                    case (XmlNodeType.EndElement, "cellXfs"):
                        inCells = false;
                        break;
                    case (XmlNodeType.Element, "xf") when inCells:
                        var id = Number(reader, "numFmtId");
                        styles._dates.Add(formats.TryGetValue(id, out var date) ? date : id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58));
                        break;
                    default:
                        break;
                }
            }
        }

        return styles;
    }

    public bool IsDate(int style) => style >= 0 && style < _dates.Count && _dates[style];

    /// <summary>Whether a format shows parts of a date outside of quotes and brackets.</summary>
    public static bool ShowsDate(string format)
    {
        var (quoted, bracketed) = (false, false);
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (c == '\\')
            {
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is '[' or ']')
            {
                bracketed = c == '[';
            }
            else if (!quoted && !bracketed && c is 'y' or 'Y' or 'd' or 'D' or 'm' or 'h' or 'H' or 's' or '年' or '月' or '日')
            {
                return true;
            }
        }

        return false;
    }

    private static int Number(XmlReader reader, string name) =>
        int.TryParse(reader.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
