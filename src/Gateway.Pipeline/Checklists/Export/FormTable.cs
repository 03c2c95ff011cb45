using Gateway.Pipeline.Checklists.Export.Xlsx;

namespace Gateway.Pipeline.Checklists.Export;

/// <summary>Builds a printed form: a title, heads, blocks of several lines whose other cells are merged, notes. Heights fit the wrapped text.</summary>
internal sealed class FormTable(IReadOnlyList<double> widths)
{
    private const double Line = 15, Margin = 6, Most = 409; // points; the last is the format's limit
    private const double PageWidth = 760, PageHeight = 480; // points of A4 across within the margins, a little less for other fonts

    private readonly List<XlsxRow> _rows = [];
    private readonly List<XlsxMerge> _merges = [];
    private readonly List<int> _breaks = [];
    private readonly double _scale = Math.Min(1, PageWidth / widths.Sum(x => ((x * 8) + 5) * 0.75)); // a digit of 宋体 11 is 8 pixels wide
    private double _filled;
    private int _headRow = 1;

    public void Title(string text)
    {
        _rows.Add(new XlsxRow(36, Across(text, XlsxStyle.Title)));
        Merge(_rows.Count, 1, _rows.Count, widths.Count);
    }

    public void Heads(IReadOnlyList<string> heads)
    {
        _rows.Add(new XlsxRow(36, [.. heads.Select((x, i) => new XlsxCell(i + 1, x, XlsxStyle.Head))]));
        _headRow = _rows.Count;
    }

    public void Note(string text)
    {
        _rows.Add(new XlsxRow(20, Across(text, XlsxStyle.Note)));
        Merge(_rows.Count, 1, _rows.Count, widths.Count);
    }

    /// <param name="cells">One text a column, merged over the block; the columns of the lines are left empty here.</param>
    /// <param name="lines">Texts of the columns that have a cell a line.</param>
    /// <param name="firstOfLines">First of these columns, from 1.</param>
    public void Block(IReadOnlyList<string> cells, IReadOnlyList<IReadOnlyList<string>> lines, int firstOfLines)
    {
        var top = _rows.Count + 1;
        var afterLines = firstOfLines + (lines.Count > 0 ? lines[0].Count : 0);
        var heights = lines.Select(x => x.Select((text, i) => Height(text, widths[firstOfLines - 1 + i])).Max()).ToArray();
        var needed = cells.Select((text, i) => Height(text, widths[i])).Max();
        var share = Math.Max(0, needed - heights.Sum()) / lines.Count;
        TurnPage(heights.Sum() + (share * lines.Count));
        for (var line = 0; line < lines.Count; line++)
        {
            var row = new List<XlsxCell>();
            for (var column = 1; column <= widths.Count; column++)
            {
                var inLines = column >= firstOfLines && column < afterLines;
                var text = inLines ? lines[line][column - firstOfLines] : line == 0 ? cells[column - 1] : "";
                row.Add(new XlsxCell(column, text, widths[column - 1] >= 28 ? XlsxStyle.Left : XlsxStyle.Centred));
            }

            _rows.Add(new XlsxRow(Math.Min(Most, Math.Ceiling(heights[line] + share)), row));
        }

        for (var column = 1; column <= widths.Count && lines.Count > 1; column++)
        {
            if (column < firstOfLines || column >= afterLines)
            {
                Merge(top, column, _rows.Count, column);
            }
        }
    }

    public void Merge(int top, int left, int bottom, int right) => _merges.Add(new XlsxMerge(top, left, bottom, right));

    public XlsxSheet Sheet(string name, (string Left, string Right) pageHead) => new(name, widths, _rows, _merges, _headRow, pageHead, _breaks);

    /// <summary>A block that would not fit goes to the next page whole: its field and matter stand only in its first row.</summary>
    private void TurnPage(double height)
    {
        var page = PageHeight / _scale;
        var above = _rows.Take(_headRow).Sum(x => x.Height);
        _filled = _filled == 0 ? above : _filled;
        if (_filled + height > page && _rows.Count > _headRow)
        {
            _breaks.Add(_rows.Count);
            _filled = _rows[_headRow - 1].Height;
        }

        _filled += height;
    }

    private List<XlsxCell> Across(string text, XlsxStyle style) =>
        [.. Enumerable.Range(1, widths.Count).Select(x => new XlsxCell(x, x == 1 ? text : "", style))];

    // A Chinese character is as wide as two Latin ones; one unit of the width goes to the cell's own margins.
    private static double Height(string text, double width)
    {
        var lines = text.Split('\n').Sum(x => Math.Max(1, Math.Ceiling(x.Sum(c => c > 0xFF ? 2.0 : 1.0) / (width - 1))));
        return (lines * Line) + Margin;
    }
}
