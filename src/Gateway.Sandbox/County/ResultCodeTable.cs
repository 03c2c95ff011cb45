namespace Gateway.Sandbox.County;

/// <summary>The contract's table of result codes, row by row; null where a target has no code.</summary>
internal sealed record ResultCodeRow(string Canonical, string Meaning, string? SetB, string? SetC);

/// <summary>Canonical codes and what the targets make of them.</summary>
internal static class ResultCodeTable
{
    public static readonly IReadOnlyList<ResultCodeRow> Rows =
    [
        new("NoProblemFound", "未发现问题", "1", "01"),
        new("Unreachable", "通过登记的住所（经营场所）无法联系", "6", "10"),
        new("ClosedOrLiquidating", "已关闭停业或正在组织清算", "7", "08"),
        new("Obstructed", "不配合检查情节严重", "8", "04"),
        new("Deregistered", "注销", "9", "05"),
        new("LicenceRevoked", "被吊销", "10", "07"),
        new("Cancelled", "被撤销", "11", "11"),
        new("MovedOut", "迁出", "12", "12"),
        new("ProblemPending", "发现问题待后续处理", "A", "09"),
        new("NotPublicised", "未按规定公示应当公示的信息", "B", "13"),
        new("Falsified", "隐瞒真实情况、弄虚作假", "C", "14"),
        new("OtherViolation", "违反其他规定", "D", null),
        new("CorrectedOnOrder", "发现问题经责令已改正", "E", "02"),
        new("NotEngaged", "未发现开展本次抽查涉及的经营活动", "F", "03"),
        new("Suspended", "暂停营业", null, "06"),
    ];

    private static readonly string[] Violations = ["Obstructed", "ProblemPending", "NotPublicised", "Falsified", "OtherViolation", "CorrectedOnOrder"];

    private static readonly string[] NotChecked =
        ["Unreachable", "ClosedOrLiquidating", "Deregistered", "LicenceRevoked", "Cancelled", "MovedOut", "NotEngaged", "Suspended"];

    /// <summary>The rows of a set of codes, in the order of the table.</summary>
    public static IReadOnlyList<ResultCodeRow> Of(IReadOnlyCollection<string> codes) => [.. Rows.Where(row => codes.Contains(row.Canonical))];

    /// <summary><c>check_result</c> of profile 1: 2 where anything is amiss, 3 where nothing could be inspected, else 1.</summary>
    public static string CheckResult(IReadOnlyCollection<string> codes) =>
        codes.Any(Violations.Contains) ? "2" : codes.Any(NotChecked.Contains) ? "3" : "1";
}
