using Gateway.Adapters.Identifiers;
using Gateway.Contracts.Leads;
using Gateway.Pipeline.Results;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Leads;

/// <summary>Judges what a county hands in about leads: all its problems at once. Pure.</summary>
public static class LeadRules
{
    /// <summary>A clock of a county's system may be ahead by so much.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private static readonly string[] Channels = ["12345", "媒体", "协会", "上级交办", "舆情"];

    /// <summary>Whether a platform's number of a lead can name it in keys and in the audit log.</summary>
    public static bool CanBeNamed(string leadNo) => leadNo.Length is > 0 and <= 100 && !leadNo.Any(x => x is '"' or '\\' || char.IsControl(x));

    /// <param name="lead">As parsed.</param>
    /// <param name="area">The area of the caller's key.</param>
    /// <param name="now">Now.</param>
    public static IReadOnlyList<ResultProblem> Check(CountyLead lead, string area, DateTimeOffset now)
    {
        var problems = new ProblemList();
        if (ResultValidator.Identified(lead.LeadNo) is null)
        {
            problems.Add("/leadNo", ResultProblemCodes.Format, "编号为 1–40 个字符：A-Z、a-z、0-9、“.”、“_”、“-”");
        }

        if (lead.Area != area)
        {
            problems.Add("/area", ResultProblemCodes.AreaNotYours, $"行政区划应为 {area}");
        }

        problems.OneOf("/channel", lead.Channel, Channels);
        problems.OptionalText("/subjectName", lead.SubjectName, 200);
        if (lead.SubjectCode is { } code && !Uscc.IsValid(code) && !IdNumber.IsValid(code))
        {
            problems.Add("/subjectCode", ResultProblemCodes.CheckDigit, "应为统一社会信用代码或身份证号码，校验位不正确");
        }

        Words("/content", lead.Content, 4_000, problems);
        Time("/receivedAt", lead.ReceivedAt, now, problems);
        if (lead is { Deadline: { } deadline, ReceivedAt: { } received } && deadline < ChinaTime.DayOf(received))
        {
            problems.Add("/deadline", ResultProblemCodes.Order, "办理期限不得早于受理日期");
        }

        return problems.All;
    }

    public static IReadOnlyList<ResultProblem> Check(LeadHandling handling, DateTimeOffset now)
    {
        var problems = new ProblemList();
        if (handling.State is null)
        {
            problems.Add("/state", ResultProblemCodes.Required, "缺少办理状态");
        }

        if (!Uscc.IsValid(handling.DeptCode))
        {
            problems.Add("/deptCode", ResultProblemCodes.CheckDigit, "应为办理单位的统一社会信用代码，校验位不正确");
        }

        Words("/text", handling.Text, 2_000, problems);
        Time("/at", handling.At, now, problems);
        return problems.All;
    }

    /// <summary>Free text of several lines.</summary>
    private static void Words(string field, string? text, int most, ProblemList problems) =>
        problems.Text(field, text?.Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' '), most);

    private static void Time(string field, DateTimeOffset? at, DateTimeOffset now, ProblemList problems)
    {
        if (at is not { } moment)
        {
            problems.Add(field, ResultProblemCodes.Required, "缺少时间");
        }
        else if (moment > now + Ahead)
        {
            problems.Add(field, ResultProblemCodes.Order, "时间不得晚于现在");
        }
    }
}
