using System.Globalization;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P3;

/// <summary>What rows of the three kinds must be.</summary>
internal static class CreditRules
{
    private const string Day = "yyyy/MM/dd";
    private const string Organisation = "法人及非法人组织";
    private const string Person = "自然人";
    private const string Trader = "个体工商户";

    public static void Check(RowReader row)
    {
        CheckCommon(row);
        row.Required("JC_XDR_MC");
        var category = row.Required("JC_XDR_LB");
        row.Code("JC_XDR_LB", category, Organisation, Person, Trader);
        if (category == Person)
        {
            row.UnknownCode("JC_XDR_LB", "自然人的检查结果不在此报送");
        }

        row.Uscc("JC_XDR_SHXYM", row.Required("JC_XDR_SHXYM"));
        row.Required("JC_SX");
        row.Required("JC_JG");
        row.Date("JC_RQ", row.Required("JC_RQ"), Day);
        row.Required("JC_JGMC");
        row.Uscc("JC_JGDM", row.Required("JC_JGDM"));
        row.Required("SJLY");
        row.Uscc("SJLYDM", row.Required("SJLYDM"));
    }

    public static void Penalty(RowReader row)
    {
        CheckCommon(row);
        CheckParty(row, "CF");
        Require(row, "CF_WSH", "CF_WFXW", "CF_SY", "CF_YJ", "CF_CFLB", "CF_NR", "CF_CFJG", "CF_SJLY");
        row.Uscc("CF_CFJGDM", row.Required("CF_CFJGDM"));
        row.Uscc("CF_SJLYDM", row.Required("CF_SJLYDM"));
        row.Date("CF_JDRQ", row.Required("CF_JDRQ"), Day);
        Dates(row, "CF_YXQ", "CF_GSJZQ");
        foreach (var amount in new[] { "CF_NR_FK", "CF_NR_WFFF" })
        {
            row.Form(amount, row.Row.TryGetProperty(amount, out _) ? ScalarOf(row, amount) : "", IsTenThousands, "万元，至多6位小数");
        }
    }

    public static void Licence(RowReader row)
    {
        CheckCommon(row);
        CheckParty(row, "XK");
        Require(row, "XK_XKWS", "XK_WSH", "XK_XKLB", "XK_NR", "XK_XKJG", "XK_LYDW");
        row.Uscc("XK_XKJGDM", row.Required("XK_XKJGDM"));
        row.Uscc("XK_LYDWDM", row.Required("XK_LYDWDM"));
        row.Date("XK_JDRQ", row.Required("XK_JDRQ"), Day);
        Dates(row, "XK_YXQZ", "XK_YXQZI");
    }

    private static void CheckCommon(RowReader row)
    {
        row.Required("id");
        row.Code("publicstatus", row.RequiredScalar("publicstatus"), "0", "1", "2");
    }

    /// <summary>Organisations by their USCC; natural persons by certificate type and number.</summary>
    private static void CheckParty(RowReader row, string prefix)
    {
        row.Required(prefix + "_XDR_MC");
        var category = row.Required(prefix + "_XDR_LB");
        row.Code(prefix + "_XDR_LB", category, Organisation, Person, Trader);
        if (category != Person)
        {
            row.Uscc(prefix + "_XDR_SHXYM", row.Required(prefix + "_XDR_SHXYM"));
            return;
        }

        var (type, number) = (row.Required(prefix + "_XDR_ZJLX"), row.Required(prefix + "_XDR_ZJHM"));
        if (type is "111" or "身份证")
        {
            row.Form(prefix + "_XDR_ZJHM", number, IdNumber.IsValid, "公民身份号码校验不通过");
        }
    }

    private static void Require(RowReader row, params string[] fields)
    {
        foreach (var field in fields)
        {
            row.Required(field);
        }
    }

    private static void Dates(RowReader row, params string[] fields)
    {
        foreach (var field in fields)
        {
            row.Date(field, row.Optional(field), Day);
        }
    }

    private static string ScalarOf(RowReader row, string field) =>
        row.Row.GetProperty(field).ValueKind == System.Text.Json.JsonValueKind.Number ? row.Row.GetProperty(field).GetRawText() : row.Optional(field);

    private static bool IsTenThousands(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount == Math.Round(amount, 6);
}
