using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Mappings;

namespace Gateway.Adapters.Tables;

/// <summary>Where it is noted how far rows were taken: one row a table and consumer.</summary>
public sealed class AcknowledgementOptions : NamedColumns
{
    /// <summary>Whether the platform keeps such a table.</summary>
    public bool Enabled { get; init; }

    /// <summary>Name of the table.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Table { get; init; } = "t_exchange_state";

    /// <summary>Who we are in it; <c>{area}</c> becomes the area's code.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Consumer { get; init; } = "gateway-{area}";

    /// <summary>Column of the name of the table that was read.</summary>
    public string Name { get; init; } = "table_name";

    /// <summary>Column of the consumer.</summary>
    public string ConsumerColumn { get; init; } = "consumer";

    /// <summary>Column of the time up to which rows were taken.</summary>
    public string Time { get; init; } = "cd_time";

    /// <summary>Column of the id of the last row.</summary>
    public string Id { get; init; } = "cd_id";

    /// <summary>Column of when it was noted.</summary>
    public string TakenAt { get; init; } = "taken_at";

    private protected override string TableName => Table;

    private protected override IEnumerable<string> Names => [Name, ConsumerColumn, Time, Id, TakenAt];
}

/// <summary>Where results go. Rows are only inserted: none is ever changed or deleted.</summary>
public sealed class OutboundOptions : NamedColumns
{
    /// <summary>Name of the table.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Table { get; init; } = "t_jgxw_check_action";

    /// <summary>For every column of a 检查 row (<see cref="InspectionColumns"/>), the table's column; empty where it has none.</summary>
    public Dictionary<string, string> Columns { get; init; } = InspectionColumns.Defaults();

    /// <summary>How values are written, by column of a 检查 row, where otherwise than they are: made of columns of the same row.</summary>
    public Dictionary<string, FieldRule> Values { get; init; } = [];

    /// <summary>Further columns of the table, made of columns of a 检查 row or constant.</summary>
    public Dictionary<string, FieldRule> Extra { get; init; } = [];

    /// <summary>Where the answers stand.</summary>
    public FeedbackOptions Feedback { get; init; } = new();

    /// <summary>
    /// Whether the outbound table with its answers is a ledger that reconciliation may believe. Only where rows that were shipped stay in
    /// the table: where they are cleared away, records would look lost and be sent again.
    /// </summary>
    public bool Ledger { get; init; }

    private protected override string TableName => Table;

    private protected override IEnumerable<string> Names => Columns.Values.Where(x => x.Length > 0).Concat(Extra.Keys);

    private protected override IEnumerable<ValidationResult> Others() =>
    [
        .. Columns.Keys.Where(x => !InspectionColumns.All.Contains(x)).Select(x => new ValidationResult($"检查行没有列“{x}”", [nameof(Columns)])),
        .. Lacking.Select(x => new ValidationResult($"检查行的列“{x}”没有对应的列，不能缺少", [nameof(Columns)])),
        .. FieldRules.Problems(InspectionColumns.All, Values, InspectionColumns.All, nameof(Values)),
        .. FieldRules.Problems(null, Extra, InspectionColumns.All, nameof(Extra)),
    ];

    // A row must say which it is and what it does; the rest a platform may do without.
    private IEnumerable<string> Lacking =>
        new[] { "cd_id", "cd_time", "cd_batch", "cd_operation", "record_unique_identity" }
            .Concat(Ledger ? ["area_number", "submitted_date", .. InspectionColumns.Digested] : Array.Empty<string>())
            .Distinct(StringComparer.Ordinal).Where(x => Columns.GetValueOrDefault(x, "").Length == 0);
}

/// <summary>The platform's answers, by the id of the row.</summary>
public sealed class FeedbackOptions : NamedColumns
{
    /// <summary>Name of the table.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Table { get; init; } = "t_jgxw_check_action_back";

    /// <summary>Column of the row's id.</summary>
    public string Id { get; init; } = "cd_id";

    /// <summary>Column of the code.</summary>
    public string Code { get; init; } = "back_code";

    /// <summary>Column of the platform's words.</summary>
    public string Message { get; init; } = "back_msg";

    /// <summary>Column of when it was answered: the last answer counts.</summary>
    public string Time { get; init; } = "back_time";

    /// <summary>Codes: taken.</summary>
    public IReadOnlyList<string> Taken { get; init; } = ["0"];

    /// <summary>Codes: refused; any other is unknown and never taken for success.</summary>
    public IReadOnlyList<string> Refused { get; init; } = ["2001", "2002", "2003", "2004", "2005"];

    private protected override string TableName => Table;

    private protected override IEnumerable<string> Names => [Id, Code, Message, Time];
}

/// <summary>Options that name a table and its columns.</summary>
public abstract class NamedColumns : IValidatableObject
{
    private protected abstract string TableName { get; }

    private protected abstract IEnumerable<string> Names { get; }

    private protected virtual IEnumerable<ValidationResult> Others() => [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SqlName.Problem(TableName, qualified: true) is { } name)
        {
            yield return new ValidationResult(name, ["Table"]);
        }

        foreach (var problem in Names.Distinct(StringComparer.Ordinal).Select(x => SqlName.Problem(x, qualified: false)).OfType<string>())
        {
            yield return new ValidationResult(problem, ["Columns"]);
        }

        foreach (var problem in Others())
        {
            yield return problem;
        }
    }
}
