using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P1;

/// <summary>What a pushed checklist row must be.</summary>
internal static partial class ChecklistRules
{
    public static void Check(RowReader row)
    {
        row.Area("area_number", row.Required("area_number"));
        row.RequiredScalar("list_version");
        row.Required("supervise_field");
        Shared.CheckLead(row);
        Shared.CheckDepartments(row, least: 1);
        row.Required("supervise_item_name");
        Shared.CheckMatterCodes(row);
        row.Form("set_basis", row.Required("set_basis"), basis => Article().IsMatch(basis), "设定依据应为具体条文（第X条）");
        row.Required("supervise_object");
        row.Code("item_class", row.Required("item_class"), "重点", "一般");
        row.Required("check_mode");
        foreach (var level in row.Required("supervise_level").Split(','))
        {
            row.Code("supervise_level", level, "市", "县");
        }
    }

    [GeneratedRegex("第[一二三四五六七八九十百千零〇0-9]+条")]
    private static partial Regex Article();
}

/// <summary>What a pushed plan row must be.</summary>
internal static class PlanRules
{
    public static void Check(RowReader row)
    {
        row.Area("area_number", row.Required("area_number"));
        row.Required("plan_code");
        row.Required("plan_name");
        Shared.CheckLead(row);
        Shared.CheckDepartments(row, least: 0);
        Shared.CheckMatterCodes(row);
        row.Required("subject_scope");
        row.Required("check_quantity");
        var start = row.Date("start_date", row.Required("start_date"), "yyyy-MM-dd");
        var end = row.Date("end_date", row.Required("end_date"), "yyyy-MM-dd");
        if (start > end)
        {
            row.Wrong("end_date", "结束日期早于开始日期");
        }

        row.Form("plan_year", row.RequiredScalar("plan_year"), year => RowReader.IsDigits(year, 4), "四位年份");
        row.RequiredScalar("state");
    }
}

/// <summary>What a pushed quality row must be; its sample must not show a person's number.</summary>
internal static partial class QualityRules
{
    public static void Check(RowReader row)
    {
        row.Area("area_number", row.Required("area_number"));
        row.Code("issue_class", row.Required("issue_class"), "标准不同", "信息缺失", "延迟缓慢");
        row.Required("platform");
        row.Optional("dept_code");
        row.Required("table_name");
        row.Optional("field_name");
        row.Required("problem");
        row.Form("occurrences", row.RequiredScalar("occurrences"), count => int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out _), "非负整数");
        foreach (var column in new[] { "first_seen", "last_seen" })
        {
            row.Form(column, row.Required(column), IsDay, "yyyy-MM-dd 或 yyyy-MM-dd HH:mm:ss");
        }

        var sample = row.Optional("sample");
        if (Eighteen().Matches(sample).Any(match => IdNumber.IsValid(match.Value)))
        {
            row.Wrong("sample", "样例未脱敏");
        }
    }

    private static bool IsDay(string text) =>
        ShanghaiClock.Parse(text) is not null || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex("[0-9]{17}[0-9X]")]
    private static partial Regex Eighteen();
}

/// <summary>The parts that checklist and plan rows share.</summary>
internal static class Shared
{
    public static void CheckLead(RowReader row)
    {
        row.Uscc("lead_dept_code", row.Required("lead_dept_code"));
        row.Required("lead_dept_name");
    }

    public static void CheckDepartments(RowReader row, int least)
    {
        var departments = row.RequiredArray("join_depts");
        if (departments.Count < least && row.Row.TryGetProperty("join_depts", out var value) && value.ValueKind == JsonValueKind.Array)
        {
            row.Wrong("join_depts", "至少一个配合单位");
        }

        foreach (var department in departments.Select(department => new RowReader(department)))
        {
            department.Uscc("code", department.Required("code"));
            department.Required("name");
            if (department.First() is { } fault)
            {
                row.Wrong("join_depts", fault.Reason);
            }
        }
    }

    public static void CheckMatterCodes(RowReader row)
    {
        foreach (var code in row.RequiredArray("matter_codes"))
        {
            if (code.ValueKind != JsonValueKind.String || !RowReader.IsDigits(code.GetString() ?? "", 14))
            {
                row.Wrong("matter_codes", "14位数字");
            }
        }
    }
}
