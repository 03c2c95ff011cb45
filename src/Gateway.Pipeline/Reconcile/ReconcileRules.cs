using System.Globalization;

namespace Gateway.Pipeline.Reconcile;

/// <summary>What is done about findings, and when there are too many to be believed. Pure.</summary>
internal static class ReconcileRules
{
    public static string RepairOf(string kind, ReconcileOptions options) => kind switch
    {
        FindingKinds.MissingThere when options.ResendMissing => RepairKinds.Resend,
        FindingKinds.OtherContent when options.CorrectOther => RepairKinds.Correct,
        FindingKinds.ShouldBeWithdrawn when options.WithdrawAgain => RepairKinds.Withdraw,
        FindingKinds.ShouldBePublished when options.PublishAgain => RepairKinds.Resend,
        _ => RepairKinds.Person,
    };

    /// <summary>Why nothing is repaired though it was asked for; <see langword="null"/> where it may be.</summary>
    /// <param name="repairable">Findings that a rule would repair.</param>
    /// <param name="compared">Rows that were compared.</param>
    public static string? Hold(long repairable, long compared, bool acceptMany, ReconcileOptions options) =>
        !acceptMany && repairable > options.HoldCount && repairable > options.HoldShare * compared
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"待修复 {repairable} 条，超过已核对 {compared} 条的 {options.HoldShare:0.##%}：台账可能有误，未作任何修复。请先与平台核实，再以 --accept-many 执行")
            : null;
}
