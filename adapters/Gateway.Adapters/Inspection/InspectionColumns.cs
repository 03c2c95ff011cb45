using Gateway.Contracts.Results;

namespace Gateway.Adapters.Inspection;

/// <summary>
/// The columns of the 检查 row with its exchange envelope, shared by the REST exchange, the table exchange and the law-enforcement
/// system. Source: domain facts 1.2.
/// </summary>
public static class InspectionColumns
{
    /// <summary>Canonical names, which are also the names on the wire by default, in the order of the standard's table.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "record_unique_identity", "supervise_item_implement_code", "supervise_item_check_icode", "check_action_name", "check_action_code",
        "implement_institution", "implement_institution_code", "entrust_dept", "entrust_dept_code", "supervise_object",
        "administrative_cp", "administrative_cp_na", "administrative_cp_ce_type", "administrative_cp_ui_code", "address_registered",
        "address_operating", "area_number", "check_form", "check_type", "check_mode", "check_result", "check_date", "check_personnel",
        "check_personnel_code", "submitted_date", "submitted_personnel", "plan_id", "company_type",
        "cd_id", "cd_time", "cd_source", "cd_batch", "cd_operation",
    ];

    /// <summary>The columns that a peer's ledger digests, in order. Chosen.</summary>
    public static IReadOnlyList<string> Digested { get; } =
        ["record_unique_identity", "administrative_cp_ui_code", "implement_institution_code", "check_date", "check_result"];

    /// <summary>Every column under its own name: a profile renames what its platform calls otherwise.</summary>
    public static Dictionary<string, string> Defaults() => All.ToDictionary(name => name, name => name, StringComparer.Ordinal);

    /// <summary><c>check_result</c> of every canonical code: <c>1</c> 合格, <c>2</c> 不合格, <c>3</c> 未检查. Chosen.</summary>
    public static Dictionary<string, string> DefaultCheckResults() => Enum.GetValues<ResultCode>().ToDictionary(
        code => code.ToString(),
        code => code switch
        {
            ResultCode.NoProblemFound => "1",
            ResultCode.Obstructed or ResultCode.ProblemPending or ResultCode.NotPublicised or ResultCode.Falsified
                or ResultCode.OtherViolation or ResultCode.CorrectedOnOrder => "2",
            ResultCode.Unreachable or ResultCode.ClosedOrLiquidating or ResultCode.Deregistered or ResultCode.LicenceRevoked
                or ResultCode.Cancelled or ResultCode.MovedOut or ResultCode.NotEngaged or ResultCode.Suspended => "3",
        },
        StringComparer.Ordinal);
}
