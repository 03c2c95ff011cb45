using Gateway.Contracts.Results;

namespace Gateway.Adapters.DoubleRandom;

/// <summary>Names and codes of the default profile. Source of the codes: domain facts 2.6, set c; names chosen.</summary>
internal static class DoubleRandomFields
{
    public static IReadOnlyList<string> ResultColumns { get; } =
    [
        "id", "taskCode", "subjectCode", "subjectName", "deptCode", "checkDate", "results", "inspectors", "disposal",
    ];

    public static Dictionary<string, string> Result() => ResultColumns.ToDictionary(name => name, name => name, StringComparer.Ordinal);

    /// <summary>A task has no exchange envelope: its code is its identity.</summary>
    public static Dictionary<string, string> Task() => new(StringComparer.Ordinal)
    {
        ["taskCode"] = "taskCode", ["taskName"] = "taskName", ["leadDept"] = "leadDept", ["joinDepts"] = "joinDepts",
        ["matterCodes"] = "matterCodes", ["subjectCodes"] = "subjectCodes", ["startsOn"] = "startDate", ["endsOn"] = "endDate",
        ["checkWay"] = "checkWay",
    };

    public static Dictionary<string, string> ResultCodes() => new(StringComparer.Ordinal)
    {
        [nameof(ResultCode.NoProblemFound)] = "01",
        [nameof(ResultCode.CorrectedOnOrder)] = "02",
        [nameof(ResultCode.NotEngaged)] = "03",
        [nameof(ResultCode.Obstructed)] = "04",
        [nameof(ResultCode.Deregistered)] = "05",
        [nameof(ResultCode.Suspended)] = "06",
        [nameof(ResultCode.LicenceRevoked)] = "07",
        [nameof(ResultCode.ClosedOrLiquidating)] = "08",
        [nameof(ResultCode.ProblemPending)] = "09",
        [nameof(ResultCode.Unreachable)] = "10",
        [nameof(ResultCode.Cancelled)] = "11",
        [nameof(ResultCode.MovedOut)] = "12",
        [nameof(ResultCode.NotPublicised)] = "13",
        [nameof(ResultCode.Falsified)] = "14",
    };

    public static Dictionary<string, string> Disposals() => new(StringComparer.Ordinal)
    {
        ["none"] = "0", ["correctionOrdered"] = "1", ["caseFiled"] = "2", ["transferred"] = "3", ["judicial"] = "4",
    };

    public static string NameOf(Disposal disposal) => disposal switch
    {
        Disposal.None => "none",
        Disposal.CorrectionOrdered => "correctionOrdered",
        Disposal.CaseFiled => "caseFiled",
        Disposal.Transferred => "transferred",
        Disposal.Judicial => "judicial",
    };
}
