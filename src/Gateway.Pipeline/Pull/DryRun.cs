using Gateway.Adapters.Identifiers;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Protection;

namespace Gateway.Pipeline.Pull;

/// <summary>
/// Takes a sample the way a full read takes a page, without platform and without database: the same reading, the same rules, the same
/// reasons. Nothing is stored. What it shows is masked.
/// </summary>
public sealed class DryRun(FeedNormalisers normalisers, FieldCipher cipher)
{
    private const int MostValues = 20;
    private const int LongestCode = 40;

    /// <summary>Fields that hold a code or a word of a closed list: what they were met with is shown.</summary>
    private static readonly HashSet<string> Coded = new(StringComparer.Ordinal)
    {
        "operation", "kind", "credentialType", "level", "mode", "itemType", "itemClass", "industryCode", "area", "state", "status", "companyType",
        "grade", "checkWay", "planYear", "taskVersion",
    };

    /// <summary>Reads a sample.</summary>
    /// <param name="area">The area whose read it stands for.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="pages">What the area's source made of the sample.</param>
    public DryRunOutcome Run(string area, Feed feed, IReadOnlyList<PageRows> pages)
    {
        var (normaliser, step, schema) = (normalisers.Of(feed), new PullStep(), FeedSchemas.Of(feed));
        var rows = pages.SelectMany(page => page.Rows).ToList();
        var classifier = new RowClassifier(
            area, normaliser, new IdentityIndex(rows.Count), new ContentHash(normalisers.Version), cipher, new HashSet<string>());
        rows.ForEach(row => classifier.Take(step, row));
        return new DryRunOutcome(
            step.Fetched, step.Repeated, step.Deleted.Count, normaliser.Columns,
            [.. step.New.Select(row => Shown(feed, row.Row, normaliser.Columns))],
            [.. step.Quarantined.Select(row => new DryRunDefect(Masking.InText(row.Identity), row.Defect))],
            [.. step.Findings.All],
            [.. schema.Fields.Select((field, place) => (field, place)).Where(x => Coded.Contains(x.field.Name)).Select(x => Values(x.field, x.place, rows))
                .Where(x => x.Values.Count > 0)],
            [.. pages.SelectMany(page => page.Drift).GroupBy(drift => (drift.Kind, drift.Field))
                .Select(group => new FieldDrift(group.Key.Kind, group.Key.Field, group.Sum(drift => drift.Rows)))]);
    }

    private static DryRunRow Shown(Feed feed, FeedRow row, IReadOnlyList<string> columns)
    {
        var text = new ColumnText();
        row.Write(text);
        var values = columns.Zip(text.Values, (name, value) => KeyValuePair.Create(name, value)).ToList();
        var person = feed is Feed.Inspector or Feed.Expert || values.Exists(x => x is { Key: "credential_type", Value: "111" });
        return new DryRunRow(
            Masking.InText(row.Identity), row.ChangedAt,
            [.. values.Where(x => x.Value is not null).Select(x => KeyValuePair.Create(x.Key, Masked(x.Key, x.Value ?? "", person)))]);
    }

    private static string Masked(string column, string value, bool person) =>
        person && column.StartsWith("name", StringComparison.Ordinal) ? Masking.Person(value) : Masking.InText(value);

    private static DryRunValues Values(FeedField field, int place, List<RawRow> rows)
    {
        var met = rows.Select(row => row.Values[place]).Where(value => !string.IsNullOrEmpty(value)).GroupBy(value => value ?? "")
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        return new DryRunValues(
            field.Name, field.Label, met.Count,
            [.. met.Take(MostValues).Select(group => KeyValuePair.Create(Masking.InText(group.Key.Length > LongestCode ? group.Key[..LongestCode] + "…" : group.Key), group.Count()))]);
    }

    /// <summary>A record's columns as text.</summary>
    private sealed class ColumnText : IColumnWriter
    {
        public List<string?> Values { get; } = [];

        public void Text(string? value) => Values.Add(value);

        public void Texts(IReadOnlyList<string> values) => Values.Add(string.Join('、', values));

        public void Date(DateOnly? value) => Values.Add(value?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

        public void Timestamp(DateTime? value) =>
            Values.Add(value?.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));

        public void Number(decimal? value) => Values.Add(value?.ToString(System.Globalization.CultureInfo.InvariantCulture));

        public void Bytes(byte[]? value) => Values.Add(value is null ? null : "（加密保存）");
    }
}

/// <summary>What became of a sample.</summary>
/// <param name="Fetched">Rows read.</param>
/// <param name="Repeated">Rows met before with the same content.</param>
/// <param name="Deleted">Rows that delete a record.</param>
/// <param name="Columns">Names of the record's columns.</param>
/// <param name="Usable">Records, masked.</param>
/// <param name="Quarantined">Rows that can't be used.</param>
/// <param name="Findings">What was odd but usable.</param>
/// <param name="Values">Codes met.</param>
/// <param name="Drift">Fields that are new, missing or of another shape.</param>
public sealed record DryRunOutcome(
    int Fetched, int Repeated, int Deleted, IReadOnlyList<string> Columns, IReadOnlyList<DryRunRow> Usable, IReadOnlyList<DryRunDefect> Quarantined,
    IReadOnlyList<Finding> Findings, IReadOnlyList<DryRunValues> Values, IReadOnlyList<FieldDrift> Drift);

/// <summary>A record as it would be stored; columns without a value are left out.</summary>
public sealed record DryRunRow(string Identity, DateTime? ChangedAt, IReadOnlyList<KeyValuePair<string, string>> Columns);

/// <summary>A row fit for quarantine.</summary>
public sealed record DryRunDefect(string Identity, Defect Defect);

/// <summary>What a field with codes was met with.</summary>
/// <param name="Field">Canonical name.</param>
/// <param name="Label">Chinese.</param>
/// <param name="Distinct">How many different values.</param>
/// <param name="Values">The most frequent, with their counts.</param>
public sealed record DryRunValues(string Field, string Label, int Distinct, IReadOnlyList<KeyValuePair<string, int>> Values);
