using Gateway.Adapters.Identifiers;
using Gateway.Contracts.Results;

namespace Gateway.Pipeline.Results;

/// <summary>Rules of what was inspected, when, by whom, and what was found.</summary>
internal static class FindingRules
{
    private static readonly string[] Forms = ["01", "02"];
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    private static readonly ResultCode[] Violations =
    [
        ResultCode.Obstructed, ResultCode.ProblemPending, ResultCode.NotPublicised, ResultCode.Falsified, ResultCode.OtherViolation,
        ResultCode.CorrectedOnOrder,
    ];

    public static void Check(InspectionResult result, ProblemList problems)
    {
        Matters(result, problems);
        Dates(result, problems);
        Codes(result, problems);
        Inspectors(result, problems);
        problems.Text("/method", result.Method, 100);
        problems.OneOf("/form", result.Form, Forms);
        problems.Text("/checkType", result.CheckType, 100);
        problems.OptionalText("/planCode", result.PlanCode, 64);
        problems.OptionalText("/taskCode", result.TaskCode, 64);
        problems.OptionalText("/taskName", result.TaskName, 200);
        problems.OptionalText("/checklistItemCode", result.ChecklistItemCode, 64);
        if (result.Details?.Length > 4000)
        {
            problems.Add("/details", ResultProblemCodes.Length, "最多 4000 个字符");
        }

        Present("/spotCheck", result.SpotCheck, "应说明是抽查（true）还是检查（false）", problems);
        Present("/disposal", result.Disposal, "缺少处置情况", problems);
    }

    private static void Present<T>(string field, T? value, string message, ProblemList problems)
        where T : struct
    {
        if (value is null)
        {
            problems.Add(field, ResultProblemCodes.Required, message);
        }
    }

    private static void Matters(InspectionResult result, ProblemList problems)
    {
        if (result.Matters is not { Count: > 0 } matters)
        {
            problems.Add("/matters", ResultProblemCodes.Required, "至少应有一个监管事项");
            return;
        }

        // Rows of a result are told apart by two digits at the provincial platform.
        if (problems.TooMany("/matters", matters.Count))
        {
            return;
        }

        for (var i = 0; i < matters.Count; i++)
        {
            if (!ItemCode.IsValid(matters[i]?.Code))
            {
                problems.Add(JsonPointer.Item("matters", i, "code"), ResultProblemCodes.Format, "监管事项目录编码应为 14 位数字");
            }

            if (matters[i]?.ImplementCode is { } implement && !ImplementCode.IsValid(implement))
            {
                problems.Add(
                    JsonPointer.Item("matters", i, "implementCode"), ResultProblemCodes.Format, "检查实施清单编码应为 18 位统一社会信用代码加 1–5");
            }
        }
    }

    private static void Dates(InspectionResult result, ProblemList problems)
    {
        Present("/startedOn", result.StartedOn, "缺少检查开始日期", problems);
        Present("/checkedOn", result.CheckedOn, "缺少检查日期", problems);
        Present("/enteredAt", result.EnteredAt, "缺少录入时间", problems);
        if (result.StartedOn > result.CheckedOn)
        {
            problems.Add("/checkedOn", ResultProblemCodes.Order, "检查日期不得早于检查开始日期");
        }

        if (result.EnteredAt is { } entered && result.CheckedOn > DateOnly.FromDateTime(entered.ToOffset(Shanghai).DateTime))
        {
            problems.Add("/enteredAt", ResultProblemCodes.Order, "录入时间不得早于检查日期");
        }
    }

    private static void Codes(InspectionResult result, ProblemList problems)
    {
        if (result.Results is not { Count: > 0 } codes)
        {
            problems.Add("/results", ResultProblemCodes.Required, "至少应有一个检查结果");
        }
        else if (!problems.TooMany("/results", codes.Count) && codes.Contains(ResultCode.NoProblemFound) && codes.Any(Violations.Contains))
        {
            problems.Add("/results", ResultProblemCodes.Contradiction, "“未发现问题”不能与违法情形并列");
        }
    }

    private static void Inspectors(InspectionResult result, ProblemList problems)
    {
        if (result.Inspectors is not { Count: >= 2 } inspectors)
        {
            problems.Add("/inspectors", ResultProblemCodes.Required, "检查人员不得少于两人");
        }
        else if (problems.TooMany("/inspectors", inspectors.Count))
        {
            return;
        }

        for (var i = 0; i < (result.Inspectors?.Count ?? 0); i++)
        {
            problems.Text(JsonPointer.Item("inspectors", i, "name"), result.Inspectors?[i]?.Name, 50);
            var field = JsonPointer.Item("inspectors", i, "lawNo");
            if (problems.Text(field, result.Inspectors?[i]?.LawNo, 50) && result.Inspectors?[i]?.LawNo?.Contains(',', StringComparison.Ordinal) == true)
            {
                problems.Add(field, ResultProblemCodes.Format, "执法证号不能含逗号");
            }
        }
    }
}
