using System.Text.Json;
using Gateway.Adapters.Json;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.Files.Reading;

/// <summary>The columns of a feed's files and what they become: a row at the places of the feed's schema.</summary>
internal sealed class FeedColumns
{
    /// <summary>Member of a row in a page's body that says what was wrong with its cells.</summary>
    public const string ProblemMember = "!problem";

    private const int Deepest = 32;

    // Lengths of codes that lose their zeros where a sheet takes them for numbers. Source: the default profiles' row columns.
    private static readonly Dictionary<string, int> Widths = new(StringComparer.Ordinal)
    {
        ["itemCode"] = 14, ["itemType"] = 2, ["area"] = 6, ["credentialType"] = 3,
    };

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _widths = new(StringComparer.Ordinal);
    private readonly RowMapping _mapping;
    private readonly MappedRows _rows;

    public FeedColumns(FeedSchema schema, IReadOnlyDictionary<string, FieldRule> rules, TimeProvider time, int mostValueBytes)
    {
        _mapping = FieldRules.Compile(schema, rules, time);
        _rows = new MappedRows(schema, _mapping, Deepest, mostValueBytes);
        Expected = [.. Sources.Where(source => rules.Values.Any(rule => rule.From?.Contains(source) == true && rule.Optional != true && rule.From.Count == 1))];
        for (var i = 0; i < Sources.Count; i++)
        {
            _places[Sources[i]] = i;
        }

        foreach (var (field, rule) in rules.Where(rule => rule.Value is { From.Count: 1, Steps: null or { Count: 0 } }))
        {
            _widths[rule.From![0]] = field == "kind" && schema.Feed == Feed.Subject ? 2 : Widths.GetValueOrDefault(field);
        }
    }

    /// <summary>Names of the columns that are read.</summary>
    public IReadOnlyList<string> Sources => _mapping.Sources;

    /// <summary>Those that every file should have.</summary>
    public IReadOnlyCollection<string> Expected { get; }

    private static ReadOnlySpan<byte> ProblemName => "\"!problem\":"u8;

    public int PlaceOf(string name) => _places.GetValueOrDefault(name, -1);

    /// <summary>Length of the code in a column, or 0 where it has none.</summary>
    public int WidthOf(string source) => _widths.GetValueOrDefault(source);

    /// <summary>Maps a row.</summary>
    /// <param name="values">By the places of <see cref="Sources"/>.</param>
    /// <param name="raw">Its own bytes.</param>
    /// <param name="unreadable">Why it can't be read, or <see langword="null"/>.</param>
    /// <param name="file">Name of its file.</param>
    /// <param name="number">Its row there.</param>
    public RawRow Row(string?[] values, ReadOnlyMemory<byte> raw, string? unreadable, string file, int number)
    {
        var (mapped, problem) = _mapping.Map(values);
        return new RawRow(mapped, raw, unreadable ?? problem) { Origin = file, Place = number };
    }

    /// <summary>The rows of a body that is an array of rows by the names of <see cref="Sources"/>.</summary>
    public PageRows Rows(ReadOnlyMemory<byte> body)
    {
        var page = _rows.Read(body);
        return body.Span.IndexOf(ProblemName) < 0
            ? page
            : new PageRows([.. page.Rows.Select(WithProblem)], [.. page.Drift.Where(drift => drift.Field != ProblemMember)]);
    }

    /// <summary>Refuses the rows of a file that has none of the columns: it is another file, or has no heads.</summary>
    public void RefuseForeign(PageRows page)
    {
        if (page.Rows.Count > 0 && Expected.Count > 0
            && page.Drift.Count(drift => drift.Kind == "missing" && drift.Rows == page.Rows.Count) == Expected.Count)
        {
            throw new FileRefused("other_columns", $"表头中没有约定的任何一列（应有：{string.Join("、", Expected.Take(5))} …）");
        }
    }

    // The row keeps what could be read, its identity above all: a record that is set aside is still there.
    private static RawRow WithProblem(RawRow row)
    {
        if (row.Raw.Span.IndexOf(ProblemName) < 0)
        {
            return row;
        }

        using var document = JsonDocument.Parse(row.Raw);
        return row with { Unreadable = document.RootElement.TextOf(ProblemMember) ?? row.Unreadable };
    }
}
