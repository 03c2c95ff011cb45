using Gateway.Contracts.CreditRecords;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.Inspection;

/// <summary>Identity of a result at every target: area, hyphen, id. The id is unique in its area only. Chosen.</summary>
public static class RecordId
{
    /// <summary>T of the table “Result → target”.</summary>
    public static string Of(InspectionResult result) => $"{result.Area}-{result.Id}";

    /// <summary>The same of a penalty or licence: its kind is a target of its own.</summary>
    public static string Of(ICreditRecord record) => $"{record.Area}-{record.Id}";

    /// <summary>Whether an identity at a target is of a record of the area.</summary>
    public static bool IsOf(string area, string wireId) =>
        wireId.Length > area.Length && wireId[area.Length] == '-' && wireId.StartsWith(area, StringComparison.Ordinal);
}
