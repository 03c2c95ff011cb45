using Gateway.Contracts.Results;

namespace Gateway.Adapters.Publicity;

/// <summary>Fields and codes of an item. Source: domain facts 2.5 (AFFICHE_SPOTCHECK) and 2.6, set b.</summary>
internal static class PublicityItem
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "CCJCID", "ENTNAME", "UniCode", "REGNO", "INSAUTH", "INSAUTH_CN", "INSTYPE", "INSDATE", "INSRES", "INSRES_CN", "TASKCODE", "TASKNAME",
    ];

    public static IReadOnlyList<string> Digested { get; } = ["CCJCID", "UniCode", "INSAUTH", "INSDATE", "INSRES"];

    public static Dictionary<string, string> Defaults() => Columns.ToDictionary(name => name, name => name, StringComparer.Ordinal);

    public static Dictionary<string, string> DefaultResultCodes() => new(StringComparer.Ordinal)
    {
        [nameof(ResultCode.NoProblemFound)] = "1",
        [nameof(ResultCode.Unreachable)] = "6",
        [nameof(ResultCode.ClosedOrLiquidating)] = "7",
        [nameof(ResultCode.Obstructed)] = "8",
        [nameof(ResultCode.Deregistered)] = "9",
        [nameof(ResultCode.LicenceRevoked)] = "10",
        [nameof(ResultCode.Cancelled)] = "11",
        [nameof(ResultCode.MovedOut)] = "12",
        [nameof(ResultCode.ProblemPending)] = "A",
        [nameof(ResultCode.NotPublicised)] = "B",
        [nameof(ResultCode.Falsified)] = "C",
        [nameof(ResultCode.OtherViolation)] = "D",
        [nameof(ResultCode.CorrectedOnOrder)] = "E",
        [nameof(ResultCode.NotEngaged)] = "F",
    };
}
