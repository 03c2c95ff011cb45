using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P4;

/// <summary>What items of profile 4 must be.</summary>
internal static class CheckResultRules
{
    private static readonly string[] ResultCodes = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14"];

    public static void Result(RowReader row)
    {
        row.Required("id");
        row.Optional("taskCode");
        row.Uscc("subjectCode", row.Required("subjectCode"));
        row.Required("subjectName");
        row.Uscc("deptCode", row.Required("deptCode"));
        row.Date("checkDate", row.Required("checkDate"), "yyyy-MM-dd");
        var codes = Texts(row, "results");
        if (codes.Distinct().Count() != codes.Count)
        {
            row.Wrong("results", "检查结果代码重复");
        }

        foreach (var code in codes)
        {
            row.Code("results", code, ResultCodes);
        }

        Texts(row, "inspectors");
        row.Code("disposal", row.RequiredScalar("disposal"), "0", "1", "2", "3", "4");
    }

    public static void CreditRecord(RowReader row)
    {
        row.Required("id");
        row.Uscc("subjectCode", row.Required("subjectCode"));
        row.Required("kind");
        row.Required("content");
        row.Date("recordDate", row.Required("recordDate"), "yyyy-MM-dd");
    }

    public static void Withdrawal(RowReader row)
    {
        row.Required("id");
        row.Required("reason");
    }

    /// <summary>The texts of a list that must hold at least one, none of them empty.</summary>
    public static IReadOnlyList<string> Texts(RowReader row, string field)
    {
        var items = row.RequiredArray(field);
        if (items.Count == 0 && row.Faults.All(fault => fault.Field != field))
        {
            row.Wrong(field, "不可为空");
        }

        if (items.Any(item => item.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(item.GetString())))
        {
            row.Wrong(field, "元素应为非空字符串");
            return [];
        }

        return [.. items.Select(item => item.GetString() ?? "")];
    }
}
