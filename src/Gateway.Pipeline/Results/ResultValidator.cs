using System.Text.RegularExpressions;
using Gateway.Contracts.Results;

namespace Gateway.Pipeline.Results;

/// <summary>Judges a result by the intake contract: all its problems at once. Pure.</summary>
public static partial class ResultValidator
{
    internal static readonly string[] Grounds = ["社会公共利益", "商业秘密", "个人隐私"];

    /// <param name="result">As parsed.</param>
    /// <param name="area">The area of the caller's key.</param>
    public static IReadOnlyList<ResultProblem> Check(InspectionResult result, string area)
    {
        // Nothing else is said of such a result: whatever is said could be kept.
        if (ClassifiedScreen.IsClassified(result.Exemption?.Ground))
        {
            return [Classified];
        }

        var problems = new ProblemList();
        if (Identified(result.Id) is null)
        {
            problems.Add("/id", ResultProblemCodes.Format, "编号为 1–40 个字符：A-Z、a-z、0-9、“.”、“_”、“-”");
        }

        if (result.Version is not >= 1)
        {
            problems.Add("/version", ResultProblemCodes.Format, "版本为不小于 1 的整数");
        }

        if (result.Area != area)
        {
            problems.Add("/area", ResultProblemCodes.AreaNotYours, $"行政区划应为 {area}");
        }

        problems.Text("/actionName", result.ActionName, 200);
        problems.Text("/enteredBy", result.EnteredBy, 50);
        PartyRules.Check(result, problems);
        FindingRules.Check(result, problems);
        Exemption(result.Exemption, result.EnteredBy, problems);
        return problems.All;
    }

    /// <summary>The id, if it has the form of one: anything else is not repeated to anybody.</summary>
    internal static string? Identified(string? id) => id is not null && Identity().IsMatch(id) ? id : null;

    internal static ResultProblem Classified { get; } =
        new("/exemption/ground", ResultProblemCodes.ClassifiedRefused, "涉及国家秘密、国家安全的检查结果不得通过本系统报送；内容未保存");

    internal static void Exemption(ResultExemption? given, string? enteredBy, ProblemList problems)
    {
        if (given is not { } exemption)
        {
            return;
        }

        problems.OneOf("/exemption/ground", exemption.Ground, Grounds);
        problems.Text("/exemption/approvalNo", exemption.ApprovalNo, 100);
        if (problems.Text("/exemption/approvedBy", exemption.ApprovedBy, 50) && exemption.ApprovedBy == enteredBy)
        {
            problems.Add("/exemption/approvedBy", ResultProblemCodes.Contradiction, "审批人不得是录入人");
        }

        if (exemption.ApprovedOn is null)
        {
            problems.Add("/exemption/approvedOn", ResultProblemCodes.Required, "缺少审批日期");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,40}\z")]
    private static partial Regex Identity();
}
