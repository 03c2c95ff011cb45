namespace Gateway.Adapters.ExchangeRest;

/// <summary>Names on the wire of the behaviours' columns in the default profile.</summary>
internal static class BehaviourFields
{
    public static Dictionary<string, Dictionary<string, string>> Defaults() => new(StringComparer.Ordinal)
    {
        ["1"] = Check(), ["2"] = Other(), ["3"] = Other(), ["4"] = Other(),
    };

    private static Dictionary<string, string> Check() => With(
        ("actionName", "check_action_name"), ("actionCode", "check_action_code"), ("entrustName", "entrust_dept"), ("entrustCode", "entrust_dept_code"),
        ("object", "supervise_object"), ("addressRegistered", "address_registered"), ("addressOperating", "address_operating"),
        ("form", "check_form"), ("checkType", "check_type"), ("checkMode", "check_mode"), ("result", "check_result"), ("actedOn", "check_date"),
        ("personnel", "check_personnel"), ("personnelCodes", "check_personnel_code"), ("submittedBy", "submitted_personnel"),
        ("planCode", "plan_id"), ("companyType", "company_type"));

    private static Dictionary<string, string> Other() => With(
        ("actionName", "action_name"), ("actionCode", "action_code"), ("basis", "basis"), ("result", "result"), ("actedOn", "action_date"));

    private static Dictionary<string, string> With(params (string Canonical, string Wire)[] fields)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["identity"] = "record_unique_identity", ["changeId"] = "cd_id", ["changedAt"] = "cd_time", ["source"] = "cd_source",
            ["batch"] = "cd_batch", ["operation"] = "cd_operation", ["itemCode"] = "supervise_item_implement_code",
            ["implementCode"] = "supervise_item_check_icode", ["organName"] = "implement_institution",
            ["organCode"] = "implement_institution_code", ["partyName"] = "administrative_cp", ["partyNature"] = "administrative_cp_na",
            ["credentialType"] = "administrative_cp_ce_type", ["credentialCode"] = "administrative_cp_ui_code", ["area"] = "area_number",
            ["submittedAt"] = "submitted_date",
        };
        foreach (var (canonical, wire) in fields)
        {
            map.Add(canonical, wire);
        }

        return map;
    }
}
