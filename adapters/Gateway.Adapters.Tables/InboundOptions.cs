using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Mappings;

namespace Gateway.Adapters.Tables;

/// <summary>What the rows of an inbound table are.</summary>
public enum TableKeeps
{
    /// <summary>A row a change: the last change of a record is in force.</summary>
    Changes,

    /// <summary>A row a record, changed in place.</summary>
    Records,
}

/// <summary>One inbound table.</summary>
public sealed class InboundOptions : IValidatableObject
{
    /// <summary>Name, with a schema in front where needed: <c>exchange.t_jgdx</c>.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Table { get; init; } = "";

    /// <summary>Whether a row is a change or a record.</summary>
    public TableKeeps Keeps { get; init; } = TableKeeps.Changes;

    /// <summary>In what order rows came, and where a read goes on.</summary>
    public CursorOptions Cursor { get; init; } = new();

    /// <summary>Column that says which record a row is about.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Record { get; init; } = "record_unique_identity";

    /// <summary>How a row says that its record is gone.</summary>
    public DeletionOptions Deletion { get; init; } = new();

    /// <summary>Which rows are the area's.</summary>
    public AreaFilterOptions Area { get; init; } = new();

    /// <summary>For every canonical field, the column that it is read from, or how it is made of columns.</summary>
    public Dictionary<string, FieldRule> Columns { get; init; } = [];

    /// <summary>Columns that some front-end databases lack; any other column that lacks stops the read.</summary>
    public IReadOnlyList<string> OptionalColumns { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SqlName.Problem(Table, qualified: true) is { } name)
        {
            yield return new ValidationResult(name, [nameof(Table)]);
        }

        foreach (var column in Names().Where(x => x.Length > 0).Distinct(StringComparer.Ordinal))
        {
            if (SqlName.Problem(column, qualified: false) is { } problem)
            {
                yield return new ValidationResult(problem, [nameof(Columns)]);
            }
        }
    }

    /// <summary>Every column that a rule reads.</summary>
    internal IEnumerable<string> Read() =>
        Columns.Values.SelectMany(x => (x.From ?? []).Concat((x.Steps ?? []).Select(step => step.Codes?.On).OfType<string>()));

    private IEnumerable<string> Names() =>
        [Cursor.Time, Cursor.Id, Record, Deletion.Column, Area.Column, .. Read(), .. OptionalColumns];
}

/// <summary>The keyset of a table: rows are read in the order of these columns.</summary>
public sealed class CursorOptions
{
    /// <summary>When a row was written, Asia/Shanghai; a time, or text that sorts as one. Empty where there is only an id that rises.</summary>
    public string Time { get; init; } = "cd_time";

    /// <summary>Breaks ties of one instant; never empty and never twice.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Id { get; init; } = "cd_id";

    /// <summary>
    /// Without a time: how many ids before the last one a read begins, for rows that are committed after later ones. With a time, the
    /// feed's <c>overlap</c> is what counts.
    /// </summary>
    [Range(0L, 100_000_000L)]
    public long OverlapIds { get; init; } = 1000;
}

/// <summary>How a row says that its record is gone.</summary>
public sealed class DeletionOptions
{
    /// <summary>Column; empty where rows are never marked.</summary>
    public string Column { get; init; } = "cd_operation";

    /// <summary>Values that mean gone.</summary>
    public IReadOnlyList<string> Values { get; init; } = ["d", "D"];
}

/// <summary>Which rows of a table are an area's.</summary>
public sealed class AreaFilterOptions
{
    /// <summary>Column; empty where the table holds one area's rows only.</summary>
    public string Column { get; init; } = "cd_source";

    /// <summary>Values that mean the area; where there are none, its own code.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}
