using System.Text;

namespace Gateway.Sandbox.Data;

/// <summary>Reads RFC 4180: commas, quotes doubled inside quotes, line breaks inside quotes.</summary>
internal static class CsvText
{
    public static List<string[]> Read(string text)
    {
        var records = new List<string[]>();
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                Close(fields, field);
            }
            else if (c == '\n' && !quoted)
            {
                Close(fields, field);
                records.Add([.. fields]);
                fields.Clear();
            }
            else if (c is not ('\r' or '\uFEFF') || quoted)
            {
                field.Append(c);
            }
        }

        if (field.Length > 0 || fields.Count > 0)
        {
            Close(fields, field);
            records.Add([.. fields]);
        }

        return records;
    }

    private static void Close(List<string> fields, StringBuilder field)
    {
        fields.Add(field.ToString());
        field.Clear();
    }
}
