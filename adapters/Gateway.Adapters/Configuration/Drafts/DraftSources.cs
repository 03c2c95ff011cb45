using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Adapters.Configuration.Settings;
using Gateway.Adapters.Json;

namespace Gateway.Adapters.Configuration.Drafts;

/// <summary>Reads names of fields out of what an integrator has at hand. Each is <see langword="null"/> when there are none.</summary>
public static partial class DraftSources
{
    private const int MostRows = 100;

    /// <summary>A page as the platform answers: the largest array of objects in it.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static DraftSource? Json(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(BodyText.ToUtf8(body).Utf8);
        var best = Arrays(document.RootElement, "").MaxBy(found => found.Rows.Count);
        return best.Rows is { Count: > 0 } rows ? Of(rows.Take(MostRows), best.Path) : null;
    }

    /// <summary>The head line of a CSV file and the first line below it; UTF-8 or GB18030.</summary>
    public static DraftSource? Csv(ReadOnlyMemory<byte> body)
    {
        var lines = Encoding.UTF8.GetString(BodyText.ToUtf8(body).Utf8.Span).Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).Take(2).ToList();
        if (lines.Count == 0)
        {
            return null;
        }

        var separator = new[] { ',', '\t', ';', '|' }.MaxBy(letter => lines[0].Count(other => other == letter));
        var head = Cells(lines[0], separator);
        return Columns(head, lines.Count > 1 ? Cells(lines[1], separator) : []);
    }

    /// <summary>Head and first row of a sheet.</summary>
    public static DraftSource? Columns(IReadOnlyList<string> head, IReadOnlyList<string> first)
    {
        var fields = head.Select(name => name.Trim()).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var samples = head.Zip(first, (name, value) => (Name: name.Trim(), value)).Where(pair => pair.value.Length > 0).DistinctBy(pair => pair.Name)
            .ToDictionary(pair => pair.Name, pair => pair.value, StringComparer.Ordinal);
        return fields.Count == 0 ? null : new DraftSource(fields, samples, null);
    }

    /// <summary>The columns of the first <c>create table</c> in a script.</summary>
    public static DraftSource? Sql(string script)
    {
        var table = CreateTable().Match(script);
        if (!table.Success)
        {
            return null;
        }

        var names = ColumnName().Matches(table.Groups["body"].Value).Select(column => column.Groups["name"].Value.Trim('"'))
            .Where(name => name.ToUpperInvariant() is not ("PRIMARY" or "CONSTRAINT" or "UNIQUE" or "FOREIGN" or "CHECK" or "KEY" or "INDEX")).ToList();
        return Columns(names, []);
    }

    /// <summary>An OpenAPI document (YAML or JSON): of all schemas with properties the one that <paramref name="fits"/> judges best.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fits">How many of the names are of use.</param>
    public static DraftSource? OpenApi(string path, Func<IReadOnlyList<string>, int> fits)
    {
        if (YamlFile.Read(path, Path.GetFileName(path), []) is not { } root)
        {
            return null;
        }

        var best = Objects(root).Select(map => map.Entries.Select(entry => entry.Key).ToList()).Where(names => names.Count > 0).MaxBy(names => fits(names));
        return best is null ? null : new DraftSource(best, new Dictionary<string, string>(), null);
    }

    private static IEnumerable<(string Path, List<JsonElement> Rows)> Arrays(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            yield return (path, [.. element.EnumerateArray().Where(row => row.ValueKind == JsonValueKind.Object)]);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var found in element.EnumerateObject().SelectMany(member => Arrays(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}")))
            {
                yield return found;
            }
        }
    }

    private static DraftSource Of(IEnumerable<JsonElement> rows, string path)
    {
        var fields = new List<string>();
        var samples = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in rows.SelectMany(row => row.EnumerateObject()))
        {
            if (!fields.Contains(member.Name))
            {
                fields.Add(member.Name);
            }

            if (member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number && member.Value.ToString() is { Length: > 0 } value)
            {
                samples.TryAdd(member.Name, value);
            }
        }

        return new DraftSource(fields, samples, path);
    }

    private static IEnumerable<MapNode> Objects(SettingNode node)
    {
        var inner = node switch
        {
            MapNode map => map.Entries.Select(entry => entry.Value),
            ListNode list => list.Items,
            _ => [],
        };
        foreach (var found in inner.SelectMany(Objects))
        {
            yield return found;
        }

        if ((node as MapNode)?.Find("properties")?.Value is MapNode properties)
        {
            yield return properties;
        }
    }

    private static List<string> Cells(string line, char separator)
    {
        var cells = new List<string>();
        for (var at = 0; at <= line.Length;)
        {
            var quoted = at < line.Length && line[at] == '"' ? Quoted().Match(line, at) : Match.Empty;
            var end = line.IndexOf(separator, quoted.Success ? quoted.Index + quoted.Length : at);
            end = end < 0 ? line.Length : end;
            cells.Add(Unquoted(line[at..end].Trim()));
            at = end + 1;
        }

        return cells;
    }

    private static string Unquoted(string cell) =>
        cell is ['"', .. var inner, '"'] ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : cell;

    [GeneratedRegex("\\G\"(?:[^\"]|\"\")*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("create\\s+table[^(]*\\((?<body>[^;]*)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex CreateTable();

    [GeneratedRegex("(?:^|,)\\s*(?<name>\"[^\"]+\"|[A-Za-z_][A-Za-z0-9_]*)\\s+[A-Za-z]", RegexOptions.Multiline)]
    private static partial Regex ColumnName();
}
