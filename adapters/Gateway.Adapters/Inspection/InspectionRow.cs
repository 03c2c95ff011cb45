namespace Gateway.Adapters.Inspection;

/// <summary>One 检查 row: a value for every column of <see cref="InspectionColumns.All"/>, by column name. Empty text where there is none.</summary>
/// <param name="Identity"><c>record_unique_identity</c>: what the receipt names.</param>
/// <param name="Values">In the order of <see cref="InspectionColumns.All"/>.</param>
public sealed record InspectionRow(string Identity, IReadOnlyList<KeyValuePair<string, string>> Values);

/// <summary>Result of making the rows of a result.</summary>
public abstract record InspectionRows
{
    private InspectionRows()
    {
    }

    /// <summary>The rows, one a matter.</summary>
    public sealed record Made(IReadOnlyList<InspectionRow> Rows) : InspectionRows;

    /// <summary>The target can't be served: never a guess.</summary>
    /// <param name="Mapping">Why, as the pipeline takes it.</param>
    public sealed record Not(Sinks.Mapping Mapping) : InspectionRows;
}
