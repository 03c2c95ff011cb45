namespace Gateway.Pipeline.Checklists.Export;

/// <summary>Annex 1 as the plan prints it.</summary>
internal static class AnnexForm
{
    public const string Title = "跨部门综合监管事项清单";
    public const string Lead = "牵头单位";
    public const string Joining = "配合单位";
    public const string Pending = "待定";

    /// <summary>监管部门 spans two columns: what the department does, and its name.</summary>
    public static readonly IReadOnlyList<string> Heads = ["序号", "监管领域", "监管部门", "", "监管事项", "设定依据", "监管对象", "事项类别", "检查方式", "监管层级"];

    public static readonly IReadOnlyList<string> Notes =
    [
        "填表说明：1. 监管领域可根据《国民经济行业分类》中的行业大类填写也可结合监管实际填写；",
        "2. 监管事项应简要描述具体的检查内容；",
        "3. 设定依据为法律法规的具体条文；",
        "4. 监管层级是指市县。",
    ];
}
