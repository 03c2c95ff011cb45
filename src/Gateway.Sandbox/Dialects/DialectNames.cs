using System.Globalization;
using System.Text.Json;

namespace Gateway.Sandbox.Dialects;

/// <summary>How a dialect calls the columns of profile 1: the same platform, the same rows, other words.</summary>
internal abstract class DialectNames
{
    /// <summary>A column of profile 1 as the dialect calls it.</summary>
    public abstract string Of(string column);

    /// <summary>A column of the dialect as profile 1 calls it; null where the dialect has no such column.</summary>
    public abstract string? Back(string name);

    /// <summary>A pushed row in the words of profile 1; a column that the dialect does not have is dropped, so that the row is refused for lacking it.</summary>
    public JsonElement Back(IEnumerable<KeyValuePair<string, string>> row) => JsonSerializer.SerializeToElement(
        row.Select(x => (Name: Back(x.Key), x.Value)).Where(x => x.Name is not null).DistinctBy(x => x.Name).ToDictionary(x => x.Name ?? "", x => x.Value),
        Wire.JsonAnswer.Options);
}

/// <summary>By a rule: another case.</summary>
internal sealed class RuledNames(Func<string, string> of, Func<string, string> back) : DialectNames
{
    /// <summary><c>subject_name</c> is <c>SUBJECT-NAME</c>.</summary>
    public static RuledNames Upper { get; } = new(
        column => column.ToUpperInvariant().Replace('_', '-'), name => name.ToLowerInvariant().Replace('-', '_'));

    /// <summary><c>subject_name</c> is <c>subjectName</c>.</summary>
    public static RuledNames Camel { get; } = new(
        column => string.Concat(column.Split('_').Select((part, i) => i == 0 || part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..])),
        name => string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? string.Create(CultureInfo.InvariantCulture, $"_{char.ToLowerInvariant(c)}") : $"{c}")));

    public override string Of(string column) => of(column);

    public override string? Back(string name) => back(name);
}

/// <summary>In Chinese.</summary>
internal sealed class ChineseNames : DialectNames
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["cd_id"] = "变更编号", ["cd_time"] = "变更时间", ["cd_source"] = "来源", ["cd_batch"] = "批次", ["cd_operation"] = "操作",
        ["record_unique_identity"] = "记录标识", ["area_number"] = "行政区划", ["industry_code"] = "行业代码",
        ["subject_kind"] = "对象类别", ["subject_name"] = "主体名称", ["credential_type"] = "证件类型", ["credential_code"] = "统一社会信用代码或证件号",
        ["reg_no"] = "注册号", ["legal_person"] = "法定代表人", ["address_registered"] = "注册地址", ["address_operating"] = "经营地址",
        ["company_type"] = "企业类型", ["reg_capital"] = "注册资本", ["establish_date"] = "成立日期", ["status"] = "登记状态", ["tags"] = "标签",
        ["contact_phone"] = "联系电话",
        ["supervise_item_code"] = "事项编码", ["supervise_item_name"] = "事项名称", ["supervise_subitem_name"] = "子项名称",
        ["supervise_dept_name"] = "监管部门", ["supervise_dept_code"] = "监管部门代码", ["supervise_object"] = "监管对象", ["supervise_mode"] = "监管方式",
        ["set_basis"] = "设定依据", ["supervise_level"] = "监管层级", ["item_type"] = "事项类型", ["item_class"] = "事项类别", ["task_version"] = "版本",
        ["task_state"] = "状态", ["plan_effective_date"] = "生效日期", ["plan_cancel_date"] = "取消日期", ["implement_code"] = "实施清单编码",
        ["supervise_item_implement_code"] = "目录编码", ["supervise_item_check_icode"] = "检查实施清单编码", ["check_action_name"] = "检查行为名称",
        ["check_action_code"] = "检查行为编码", ["implement_institution"] = "实施机构", ["implement_institution_code"] = "实施机构代码",
        ["entrust_dept"] = "受委托机构", ["entrust_dept_code"] = "受委托机构代码", ["administrative_cp"] = "行政相对人", ["administrative_cp_na"] = "相对人性质",
        ["administrative_cp_ce_type"] = "相对人证件类型", ["administrative_cp_ui_code"] = "相对人证件号", ["check_form"] = "检查形式",
        ["check_type"] = "检查类型", ["check_mode"] = "检查方式", ["check_result"] = "检查结果", ["check_date"] = "检查日期", ["check_personnel"] = "检查人员",
        ["check_personnel_code"] = "执法证号", ["submitted_date"] = "报送时间", ["submitted_personnel"] = "报送人", ["plan_id"] = "计划编号",
    };

    private static readonly Dictionary<string, string> Backwards = Names.ToDictionary(x => x.Value, x => x.Key);

    public static ChineseNames Instance { get; } = new();

    public override string Of(string column) => Names.GetValueOrDefault(column, column);

    public override string? Back(string name) => Backwards.GetValueOrDefault(name);
}
