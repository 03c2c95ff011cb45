using System.Globalization;
using System.Text;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Files.Settling;

/// <summary>
/// The list of errors beside a file: row (heads not counted; empty: the file), column, value, reason. UTF-8 with a mark, so that Excel shows
/// it; a value never begins a formula.
/// </summary>
internal static class ErrorsFile
{
    private static readonly UTF8Encoding Marked = new(encoderShouldEmitUTF8Identifier: true);

    public static byte[] Write(IReadOnlyList<RefusedRow> rows, long unlisted)
    {
        var text = new StringBuilder("行,列,值,原因\r\n");
        foreach (var row in rows.OrderBy(row => row.Place))
        {
            text.Append(row.Place == 0 ? "" : row.Place.ToString(CultureInfo.InvariantCulture)).Append(',')
                .Append(Cell(row.Field)).Append(',').Append(Cell(row.ValueMasked ?? "")).Append(',').Append(Cell(row.Reason)).Append("\r\n");
        }

        if (unlisted > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $",,,另有 {unlisted} 行有误，未逐一列出\r\n");
        }

        return [.. Marked.Preamble, .. Marked.GetBytes(text.ToString())];
    }

    private static string Cell(string value)
    {
        var safe = value is ['=' or '+' or '-' or '@' or '\t', ..] ? "'" + value : value;
        return safe.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
