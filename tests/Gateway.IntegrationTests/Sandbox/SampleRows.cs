using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Rows that every platform takes as they are; tests spoil one field at a time. All codes are synthetic.</summary>
public static class SampleRows
{
    public const string Enterprise = "91610500MA0000007J";
    public const string Organ = "11610500MA20C1JK3Q";

    public static JsonObject Result(string id = "610502-1-01") => new()
    {
        ["cd_id"] = id + "-1",
        ["cd_time"] = "2026-11-23 10:00:00",
        ["cd_source"] = "610502",
        ["cd_batch"] = "2026112300001",
        ["cd_operation"] = "i",
        ["record_unique_identity"] = id,
        ["supervise_item_implement_code"] = "61010000000000",
        ["supervise_item_check_icode"] = Organ + "1",
        ["check_action_name"] = "加油站联合检查",
        ["check_action_code"] = "610502-1",
        ["implement_institution"] = "临渭区商务局",
        ["implement_institution_code"] = Organ,
        ["entrust_dept"] = "",
        ["entrust_dept_code"] = "",
        ["supervise_object"] = "渭南某加油站",
        ["administrative_cp"] = "渭南某加油站",
        ["administrative_cp_na"] = "2",
        ["administrative_cp_ce_type"] = "001",
        ["administrative_cp_ui_code"] = Enterprise,
        ["address_registered"] = "",
        ["address_operating"] = "",
        ["area_number"] = "610502",
        ["check_form"] = "02",
        ["check_type"] = "双随机",
        ["check_mode"] = "现场检查",
        ["check_result"] = "1",
        ["check_date"] = "2026-11-20",
        ["check_personnel"] = "王建国,李敏",
        ["check_personnel_code"] = "SX61050200001,SX61050200002",
        ["submitted_date"] = "2026-11-20 17:30:00",
        ["submitted_personnel"] = "张伟",
        ["plan_id"] = "",
        ["company_type"] = "",
    };

    public static JsonObject Checklist() => new()
    {
        ["cd_operation"] = "i",
        ["record_unique_identity"] = "610502-C-1",
        ["area_number"] = "610502",
        ["list_version"] = "1",
        ["supervise_field"] = "成品油流通",
        ["lead_dept_code"] = Organ,
        ["lead_dept_name"] = "临渭区商务局",
        ["join_depts"] = Departments(),
        ["supervise_item_name"] = "成品油检查",
        ["matter_codes"] = new JsonArray("61010000000000"),
        ["set_basis"] = "《成品油市场管理办法》第三十条",
        ["supervise_object"] = "加油站",
        ["item_class"] = "重点",
        ["check_mode"] = "现场检查",
        ["supervise_level"] = "县",
    };

    public static JsonObject Plan() => new()
    {
        ["cd_operation"] = "i",
        ["record_unique_identity"] = "610502-P-1",
        ["area_number"] = "610502",
        ["plan_code"] = "JH1",
        ["plan_name"] = "成品油计划",
        ["lead_dept_code"] = Organ,
        ["lead_dept_name"] = "临渭区商务局",
        ["join_depts"] = Departments(),
        ["matter_codes"] = new JsonArray("61010000000000"),
        ["subject_scope"] = "加油站",
        ["check_quantity"] = "10-20%",
        ["start_date"] = "2026-03-01",
        ["end_date"] = "2026-12-31",
        ["plan_year"] = "2026",
        ["state"] = "1",
    };

    public static JsonObject Quality() => new()
    {
        ["cd_operation"] = "i",
        ["record_unique_identity"] = "610502-Q-1",
        ["area_number"] = "610502",
        ["issue_class"] = "信息缺失",
        ["platform"] = "exchange-rest",
        ["dept_code"] = "",
        ["table_name"] = "subject",
        ["field_name"] = "credential_code",
        ["problem"] = "校验位错误",
        ["occurrences"] = 3,
        ["first_seen"] = "2026-11-20",
        ["last_seen"] = "2026-11-23",
        ["sample"] = "9161****008K",
    };

    public static JsonObject Item(string id = "610502-1") => new()
    {
        ["CCJCID"] = id,
        ["ENTNAME"] = "渭南某加油站",
        ["UniCode"] = Enterprise,
        ["REGNO"] = "",
        ["INSAUTH"] = Organ,
        ["INSAUTH_CN"] = "临渭区商务局",
        ["INSTYPE"] = "1",
        ["INSDATE"] = "2026-11-20",
        ["INSRES"] = "1,A",
        ["INSRES_CN"] = "未发现问题；发现问题待后续处理",
        ["TASKCODE"] = "",
        ["TASKNAME"] = "",
    };

    public static JsonObject CreditCheck(string id = "610502-1") => new()
    {
        ["id"] = id,
        ["JC_XDR_MC"] = "渭南某加油站",
        ["JC_XDR_LB"] = "法人及非法人组织",
        ["JC_XDR_SHXYM"] = Enterprise,
        ["JC_SX"] = "加油站联合检查",
        ["JC_JG"] = "未发现问题",
        ["JC_RQ"] = "2026/11/20",
        ["JC_JGMC"] = "临渭区商务局",
        ["JC_JGDM"] = Organ,
        ["SJLY"] = "临渭区发展和改革局",
        ["SJLYDM"] = Organ,
        ["publicstatus"] = "0",
    };

    public static JsonObject Penalty() => new()
    {
        ["id"] = "610502-CF-1",
        ["CF_XDR_MC"] = "王建国",
        ["CF_XDR_LB"] = "自然人",
        ["CF_XDR_SHXYM"] = "",
        ["CF_XDR_ZJLX"] = "111",
        ["CF_XDR_ZJHM"] = "610502199001010011",
        ["CF_WSH"] = "渭商罚〔2026〕1号",
        ["CF_WFXW"] = "无证经营",
        ["CF_SY"] = "无证经营成品油",
        ["CF_YJ"] = "第三十条",
        ["CF_CFLB"] = "罚款",
        ["CF_NR"] = "罚款一万元",
        ["CF_NR_FK"] = "1.000000",
        ["CF_NR_WFFF"] = "0",
        ["CF_JDRQ"] = "2026/11/20",
        ["CF_YXQ"] = "2099/12/31",
        ["CF_GSJZQ"] = "2027/11/20",
        ["CF_CFJG"] = "临渭区商务局",
        ["CF_CFJGDM"] = Organ,
        ["CF_SJLY"] = "临渭区商务局",
        ["CF_SJLYDM"] = Organ,
        ["BZ"] = "",
        ["publicstatus"] = "0",
    };

    public static JsonObject Licence() => new()
    {
        ["id"] = "610502-XK-1",
        ["XK_XDR_MC"] = "渭南某加油站",
        ["XK_XDR_LB"] = "法人及非法人组织",
        ["XK_XDR_SHXYM"] = Enterprise,
        ["XK_XKWS"] = "成品油零售许可",
        ["XK_WSH"] = "渭商许〔2026〕1号",
        ["XK_XKLB"] = "普通",
        ["XK_XKZS"] = "",
        ["XK_XKBH"] = "",
        ["XK_NR"] = "成品油零售",
        ["XK_JDRQ"] = "2026/11/20",
        ["XK_YXQZ"] = "2026/11/20",
        ["XK_YXQZI"] = "2099/12/31",
        ["XK_XKJG"] = "临渭区商务局",
        ["XK_XKJGDM"] = Organ,
        ["XK_ZT"] = "1",
        ["XK_LYDW"] = "临渭区商务局",
        ["XK_LYDWDM"] = Organ,
        ["publicstatus"] = "0",
    };

    public static JsonObject CheckResult(string id = "610502-1") => new()
    {
        ["id"] = id,
        ["taskCode"] = "",
        ["subjectCode"] = Enterprise,
        ["subjectName"] = "渭南某加油站",
        ["deptCode"] = Organ,
        ["checkDate"] = "2026-11-20",
        ["results"] = new JsonArray("01", "09"),
        ["inspectors"] = new JsonArray("SX61050200001", "SX61050200002"),
        ["disposal"] = "0",
    };

    public static JsonObject CreditRecord() => new()
    {
        ["id"] = "610502-R-1",
        ["subjectCode"] = Enterprise,
        ["kind"] = "失信",
        ["content"] = "逾期未改",
        ["recordDate"] = "2026-11-20",
    };

    /// <summary>The row with one field set; null takes the field away.</summary>
    public static JsonObject With(this JsonObject row, string field, JsonNode? value)
    {
        var altered = row.DeepClone().AsObject();
        altered.Remove(field);
        if (value is not null)
        {
            altered[field] = value.DeepClone();
        }

        return altered;
    }

    private static JsonArray Departments() => [new JsonObject { ["code"] = Organ, ["name"] = "临渭区市场监督管理局" }];
}
