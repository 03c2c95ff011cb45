using System.Text.Json.Serialization;

namespace Gateway.Contracts.Results;

/// <summary>
/// 抽查检查结果 as a county's system hands it in (profiles 8 and 9): the whole of one version. Unknown members are refused.
/// Dates are days of Asia/Shanghai.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record InspectionResult
{
    /// <summary>At most 40 of <c>A-Za-z0-9._-</c>; unique in its area. Chosen.</summary>
    public string? Id { get; init; }

    /// <summary>From 1; a correction has a higher one, gaps allowed. Chosen.</summary>
    public int? Version { get; init; }

    /// <summary>GB/T 2260, six digits; must be the caller's own.</summary>
    public string? Area { get; init; }

    /// <summary>Code of the work plan (plan_code), if any.</summary>
    public string? PlanCode { get; init; }

    /// <summary>Code of the random-inspection task, if any.</summary>
    public string? TaskCode { get; init; }

    /// <summary>Name of the task, if any.</summary>
    public string? TaskName { get; init; }

    /// <summary>Code of the checklist item, if any.</summary>
    public string? ChecklistItemCode { get; init; }

    /// <summary>检查行为名称, at most 200 characters.</summary>
    public string? ActionName { get; init; }

    /// <summary>监管事项 inspected, at least one.</summary>
    public IReadOnlyList<ResultMatter>? Matters { get; init; }

    /// <summary>监管对象.</summary>
    public ResultSubject? Subject { get; init; }

    /// <summary>行政相对人; required where the subject is of kind 11–17: the one who answers for it.</summary>
    public ResultParty? Party { get; init; }

    /// <summary>牵头单位.</summary>
    public ResultDepartment? LeadDept { get; init; }

    /// <summary>配合单位.</summary>
    public IReadOnlyList<ResultDepartment>? JoinDepts { get; init; }

    /// <summary>检查方式, free text.</summary>
    public string? Method { get; init; }

    /// <summary>检查形式: <c>01</c> 日常, <c>02</c> 专项.</summary>
    public string? Form { get; init; }

    /// <summary>检查类别, free text.</summary>
    public string? CheckType { get; init; }

    /// <summary><see langword="true"/> 抽查, <see langword="false"/> 检查.</summary>
    public bool? SpotCheck { get; init; }

    /// <summary>First day of the inspection.</summary>
    public DateOnly? StartedOn { get; init; }

    /// <summary>Day of the finding; not before <see cref="StartedOn"/>, not after the day of <see cref="EnteredAt"/>.</summary>
    public DateOnly? CheckedOn { get; init; }

    /// <summary>Canonical result codes, a set: names of <see cref="ResultCode"/>.</summary>
    public IReadOnlyList<ResultCode>? Results { get; init; }

    /// <summary>What was found, free text.</summary>
    public string? Details { get; init; }

    /// <summary>At least two, all with a law_no.</summary>
    public IReadOnlyList<ResultInspector>? Inspectors { get; init; }

    /// <summary>What was done about it.</summary>
    public Disposal? Disposal { get; init; }

    /// <summary>不予公示审批, if any.</summary>
    public ResultExemption? Exemption { get; init; }

    /// <summary>Who entered it (谁检查、谁录入、谁公开).</summary>
    public string? EnteredBy { get; init; }

    /// <summary>When it was entered, RFC 3339; without an offset it is read as +08:00.</summary>
    public DateTimeOffset? EnteredAt { get; init; }
}
