using System.Text;
using System.Text.Json;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Files.Sending;

/// <summary>Writes rows as a file: the same rows give the same bytes, always.</summary>
internal static class ResultFile
{
    private static readonly UTF8Encoding Marked = new(encoderShouldEmitUTF8Identifier: true);

    public static byte[] Write(FileForm form, IReadOnlyList<string> columns, IReadOnlyList<WireRow> rows) => form switch
    {
        FileForm.Csv => Csv(columns, rows),
        FileForm.Json => WireJson.WriteArray(rows),
        FileForm.Xlsx => ResultWorkbook.Write(columns, rows.Select(row => Values(columns, row))),
    };

    private static byte[] Csv(IReadOnlyList<string> columns, IReadOnlyList<WireRow> rows)
    {
        var text = new StringBuilder();
        Line(text, columns);
        foreach (var row in rows)
        {
            Line(text, Values(columns, row));
        }

        return [.. Marked.Preamble, .. Marked.GetBytes(text.ToString())];
    }

    private static IReadOnlyList<string> Values(IReadOnlyList<string> columns, WireRow row)
    {
        using var document = JsonDocument.Parse(row.Json);
        return [.. columns.Select(column => document.RootElement.TextOf(column) ?? "")];
    }

    private static void Line(StringBuilder text, IReadOnlyList<string> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(
                values[i].AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{values[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : values[i]);
        }

        text.Append("\r\n");
    }
}
