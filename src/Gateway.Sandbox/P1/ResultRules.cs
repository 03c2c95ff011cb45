using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P1;

/// <summary>What a pushed 检查 row must be.</summary>
internal static class ResultRules
{
    public static void Check(RowReader row)
    {
        row.Form("supervise_item_implement_code", row.Required("supervise_item_implement_code"), code => RowReader.IsDigits(code, 14), "14位数字");
        row.Form("supervise_item_check_icode", row.Required("supervise_item_check_icode"), IsImplementCode, "实施机构统一社会信用代码加1至5");
        row.Required("check_action_name");
        row.Required("check_action_code");
        row.Required("implement_institution");
        row.Uscc("implement_institution_code", row.Required("implement_institution_code"));
        row.Uscc("entrust_dept_code", row.Optional("entrust_dept_code"));
        row.Required("supervise_object");
        CheckParty(row);
        row.Area("area_number", row.Required("area_number"));
        row.Code("check_form", row.Required("check_form"), "01", "02");
        row.Required("check_type");
        row.Required("check_mode");
        row.Code("check_result", row.Required("check_result"), "1", "2", "3", "4");
        CheckDates(row);
        CheckPersonnel(row);
        foreach (var column in new[] { "entrust_dept", "address_registered", "address_operating", "submitted_personnel", "plan_id", "company_type" })
        {
            row.Optional(column);
        }
    }

    private static bool IsImplementCode(string code) => code.Length == 19 && Uscc.IsValid(code[..18]) && code[18] is >= '1' and <= '5';

    private static void CheckParty(RowReader row)
    {
        row.Required("administrative_cp");
        row.Code("administrative_cp_na", row.Required("administrative_cp_na"), "1", "2", "3");
        var type = row.Required("administrative_cp_ce_type");
        row.Code("administrative_cp_ce_type", type, "001", "111", "099");
        var code = row.Required("administrative_cp_ui_code");
        switch (type)
        {
            case "001":
                row.Uscc("administrative_cp_ui_code", code);
                break;
            case "111":
                row.Form("administrative_cp_ui_code", code, IdNumber.IsValid, "公民身份号码校验不通过");
                break;
            default:
                break;
        }
    }

    private static void CheckDates(RowReader row)
    {
        var checkedOn = row.Date("check_date", row.Required("check_date"), "yyyy-MM-dd");
        var text = row.Required("submitted_date");
        row.Form("submitted_date", text, value => ShanghaiClock.Parse(value) is not null, "yyyy-MM-dd HH:mm:ss");
        if (checkedOn is { } day && ShanghaiClock.Parse(text) is { } submitted
            && ShanghaiClock.DayOf(DateTimeOffset.FromUnixTimeSeconds(submitted)) < day)
        {
            row.Wrong("submitted_date", "报送时间早于检查时间");
        }
    }

    private static void CheckPersonnel(RowReader row)
    {
        var (names, codes) = (row.Required("check_personnel").Split(','), row.Required("check_personnel_code").Split(','));
        if (names is [""] || codes is [""])
        {
            return;
        }

        if (names.Length < 2 || names.Length != codes.Length || names.Concat(codes).Any(string.IsNullOrWhiteSpace))
        {
            row.Wrong("check_personnel", "检查人员与执法证号应各不少于两个、一一对应、以英文逗号分隔");
        }
    }
}
