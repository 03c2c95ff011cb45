namespace Gateway.Pipeline.Checklists.Export.Xlsx;

/// <summary>Looks of a cell; the number is its place in the style sheet.</summary>
internal enum XlsxStyle
{
    Plain,
    Title,
    Head,
    Centred,
    Left,
    Note,
}

/// <param name="Column">From 1.</param>
internal readonly record struct XlsxCell(int Column, string Text, XlsxStyle Style);

/// <param name="Height">Points.</param>
internal sealed record XlsxRow(double Height, IReadOnlyList<XlsxCell> Cells);

/// <summary>Rows and columns from 1, both ends inclusive.</summary>
internal readonly record struct XlsxMerge(int Top, int Left, int Bottom, int Right);

/// <param name="Name">At most 31 characters.</param>
/// <param name="Widths">Of the columns, in characters of half width.</param>
/// <param name="Rows">From the first.</param>
/// <param name="Merges">Merged cells.</param>
/// <param name="HeadRow">Repeated on every page and kept in view.</param>
/// <param name="PageHead">Left and right text above every page.</param>
/// <param name="Breaks">Last rows of pages; Excel passes over them when it fits a sheet to the page, others keep them.</param>
internal sealed record XlsxSheet(
    string Name, IReadOnlyList<double> Widths, IReadOnlyList<XlsxRow> Rows, IReadOnlyList<XlsxMerge> Merges, int HeadRow,
    (string Left, string Right) PageHead, IReadOnlyList<int> Breaks);
