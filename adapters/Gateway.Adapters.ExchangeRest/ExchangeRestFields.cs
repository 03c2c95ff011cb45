namespace Gateway.Adapters.ExchangeRest;

/// <summary>Names on the wire of the canonical fields in the default profile.</summary>
internal static class ExchangeRestFields
{
    public static Dictionary<string, Dictionary<string, string>> Defaults() => new(StringComparer.Ordinal)
    {
        ["matter"] = With(
            ("itemCode", "supervise_item_code"), ("itemName", "supervise_item_name"), ("subitemName", "supervise_subitem_name"),
            ("deptName", "supervise_dept_name"), ("deptCode", "supervise_dept_code"), ("object", "supervise_object"),
            ("mode", "supervise_mode"), ("basis", "set_basis"), ("level", "supervise_level"), ("itemType", "item_type"),
            ("itemClass", "item_class"), ("industryCode", "industry_code"), ("area", "area_number"), ("taskVersion", "task_version"),
            ("state", "task_state"), ("effectiveOn", "plan_effective_date"), ("cancelledOn", "plan_cancel_date"),
            ("implementCode", "implement_code")),
        ["subject"] = With(
            ("kind", "subject_kind"), ("name", "subject_name"), ("credentialType", "credential_type"),
            ("credentialCode", "credential_code"), ("regNo", "reg_no"), ("legalPerson", "legal_person"),
            ("addressRegistered", "address_registered"), ("addressOperating", "address_operating"), ("area", "area_number"),
            ("industryCode", "industry_code"), ("companyType", "company_type"), ("regCapital", "reg_capital"),
            ("establishedOn", "establish_date"), ("status", "status"), ("tags", "tags"), ("contactPhone", "contact_phone")),
        ["inspector"] = Person(),
        ["expert"] = Person(),
        ["credit_grade"] = With(
            ("credentialCode", "credential_code"), ("grade", "grade"), ("gradedOn", "grade_date"), ("basis", "basis")),
        ["plan"] = With(
            ("planCode", "plan_code"), ("planName", "plan_name"), ("leadDeptCode", "lead_dept_code"), ("leadDeptName", "lead_dept_name"),
            ("joinDepts", "join_depts"), ("matterCodes", "matter_codes"), ("subjectScope", "subject_scope"),
            ("checkQuantity", "check_quantity"), ("startsOn", "start_date"), ("endsOn", "end_date"), ("planYear", "plan_year"),
            ("state", "state")),
    };

    private static Dictionary<string, string> Person() => With(
        ("name", "person_name"), ("kind", "person_kind"), ("deptName", "dept_name"), ("deptCode", "dept_code"), ("lawNo", "law_no"),
        ("qualification", "qualification"), ("specialty", "specialty"), ("area", "area_number"), ("state", "state"),
        ("idNumber", "id_number"));

    private static Dictionary<string, string> With(params (string Canonical, string Wire)[] fields)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["identity"] = "record_unique_identity", ["changeId"] = "cd_id", ["changedAt"] = "cd_time", ["source"] = "cd_source",
            ["batch"] = "cd_batch", ["operation"] = "cd_operation",
        };
        foreach (var (canonical, wire) in fields)
        {
            map.Add(canonical, wire);
        }

        return map;
    }
}
