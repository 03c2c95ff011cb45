using System.Globalization;
using System.Xml;

namespace Gateway.Adapters.Files.Reading.Xlsx;

/// <summary>A cell: its text, and what is wrong with it.</summary>
internal readonly record struct SheetCell(string? Text, bool IsNumber, int Style, string? Problem);

/// <summary>
/// Goes through the rows of a sheet. A row counts when one of its cells has a value; the cells are those of the row gone to, by column.
/// </summary>
internal sealed class SheetRows(XmlReader reader, SharedText texts, int mostColumns) : IDisposable
{
    private readonly List<SheetCell> _cells = [];

    public IReadOnlyList<SheetCell> Cells => _cells;

    public bool Next()
    {
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "row" && !reader.IsEmptyElement && Row())
            {
                return true;
            }

            if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "sheetData")
            {
                return false;
            }
        }

        return false;
    }

    public void Dispose() => reader.Dispose();

    private bool Row()
    {
        _cells.Clear();
        var depth = reader.Depth;
        var any = false;
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "c")
            {
                any |= Cell();
            }
        }

        return any;
    }

    private bool Cell()
    {
        var column = ColumnOf(reader.GetAttribute("r")) ?? _cells.Count;
        if (column >= mostColumns)
        {
            throw new FileRefused("too_wide", $"工作表超过 {mostColumns} 列");
        }

        while (_cells.Count < column)
        {
            _cells.Add(default);
        }

        var type = reader.GetAttribute("t");
        var style = type is null or "n" && int.TryParse(reader.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        string? text = null;
        if (!reader.IsEmptyElement)
        {
            var depth = reader.Depth;
            while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    text = reader.LocalName switch { "v" => WorkbookXml.Content(reader), "is" => WorkbookXml.TextOf(reader), _ => text };
                }
            }
        }

        var cell = Of(type, text, style);
        if (column < _cells.Count)
        {
            _cells[column] = cell;
        }
        else
        {
            _cells.Add(cell);
        }

        return text is not null;
    }

    private SheetCell Of(string? type, string? text, int style) => (type, text) switch
    {
        (_, null) => default,
        ("s", _) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < texts.Count
            ? new SheetCell(texts[index], false, -1, null)
            : new SheetCell("", false, -1, "引用了不存在的共享文本"),
        ("e", _) => new SheetCell("", false, -1, $"单元格是错误值 {text}"),
        (null or "n", _) => new SheetCell(text, text.Length > 0, style, null),
        _ => new SheetCell(text, false, -1, null),
    };

    private static int? ColumnOf(string? reference)
    {
        if (reference is null)
        {
            return null;
        }

        var column = 0;
        foreach (var c in reference)
        {
            if (c is < 'A' or > 'Z' || column > 1_000_000)
            {
                break;
            }

            column = (column * 26) + (c - 'A' + 1);
        }

        return column > 0 ? column - 1 : null;
    }
}
