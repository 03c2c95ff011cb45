namespace Gateway.Contracts;

/// <summary>The canonical schema of every feed. Fields follow the 国家“互联网+监管” data model as far as it is public; the rest is chosen.</summary>
public static class FeedSchemas
{
    /// <summary>监管事项目录清单.</summary>
    public static FeedSchema Matter { get; } = new(
        Feed.Matter,
        new("itemCode", "监管事项目录编码"), new("itemName", "监管事项名称"), new("subitemName", "监管事项子项名称"),
        new("deptName", "监管部门"), new("deptCode", "监管部门统一社会信用代码"), new("object", "监管对象"),
        new("mode", "监管方式"), new("basis", "设定依据"), new("level", "监管层级"), new("itemType", "事项类型"),
        new("itemClass", "事项类别"), new("industryCode", "行业代码"), new("area", "行政区划代码"), new("taskVersion", "版本"),
        new("state", "状态"), new("effectiveOn", "生效日期"), new("cancelledOn", "取消日期"), new("implementCode", "检查实施清单编码"));

    /// <summary>监管对象名录库.</summary>
    public static FeedSchema Subject { get; } = new(
        Feed.Subject,
        new("kind", "监管对象类别"), new("name", "监管对象名称"), new("credentialType", "证件类型"),
        new("credentialCode", "证件号码", Personal: true), new("regNo", "注册号"), new("legalPerson", "法定代表人", Personal: true),
        new("addressRegistered", "注册地址"), new("addressOperating", "经营地址"), new("area", "行政区划代码"),
        new("industryCode", "行业代码"), new("companyType", "企业类型"), new("regCapital", "注册资本"),
        new("establishedOn", "成立日期"), new("status", "登记状态"), new("tags", "标签"), new("contactPhone", "联系电话", Personal: true));

    /// <summary>执法检查人员名录库.</summary>
    public static FeedSchema Inspector { get; } = new(Feed.Inspector, Person());

    /// <summary>专家名录库.</summary>
    public static FeedSchema Expert { get; } = new(Feed.Expert, Person());

    /// <summary>信用风险分类结果.</summary>
    public static FeedSchema CreditGrade { get; } = new(
        Feed.CreditGrade,
        new("credentialCode", "统一社会信用代码"), new("grade", "信用风险等级"), new("gradedOn", "评定日期"), new("basis", "评定依据"));

    /// <summary>综合监管工作计划.</summary>
    public static FeedSchema Plan { get; } = new(
        Feed.Plan,
        new("planCode", "计划编号"), new("planName", "计划名称"), new("leadDeptCode", "牵头单位代码"), new("leadDeptName", "牵头单位"),
        new("joinDepts", "配合单位", FieldShape.List), new("matterCodes", "监管事项编码", FieldShape.List), new("subjectScope", "监管对象"),
        new("checkQuantity", "检查数量（比例、频次）"), new("startsOn", "开始日期"), new("endsOn", "结束日期"), new("planYear", "年度"),
        new("state", "状态"));

    /// <summary>抽查任务.</summary>
    public static FeedSchema Task { get; } = new(
        Feed.Task,
        new("taskCode", "任务编号"), new("taskName", "任务名称"), new("leadDept", "牵头单位", FieldShape.Object),
        new("joinDepts", "配合单位", FieldShape.List), new("matterCodes", "监管事项编码", FieldShape.List),
        new("subjectCodes", "监管对象编码", FieldShape.List), new("startsOn", "开始日期"), new("endsOn", "结束日期"), new("checkWay", "检查方式"));

    /// <summary>监管行为. The tables of 检查, 强制, 处罚 and others under one schema: what one of them does not have is absent. Happenings: none ends by absence.</summary>
    public static FeedSchema Behaviour { get; } = new(
        Feed.Behaviour,
        new("table", "行为类别"), new("itemCode", "监管事项目录编码"), new("implementCode", "检查实施清单编码"), new("actionName", "行为名称"),
        new("actionCode", "行为编号"), new("organName", "实施机构"), new("organCode", "实施机构统一社会信用代码"),
        new("entrustName", "委托部门"), new("entrustCode", "委托部门统一社会信用代码"), new("object", "监管对象"), new("partyName", "行政相对人", Personal: true),
        new("partyNature", "行政相对人性质"), new("credentialType", "证件类型"), new("credentialCode", "证件号码", Personal: true),
        new("addressRegistered", "注册地址", Personal: true), new("addressOperating", "经营地址", Personal: true), new("area", "行政区划代码"),
        new("form", "检查形式"), new("checkType", "检查类型"), new("checkMode", "检查方式"), new("result", "结果"), new("actedOn", "行为日期"),
        new("personnel", "检查人员", Personal: true), new("personnelCodes", "执法证号", Personal: true), new("submittedAt", "报送时间"),
        new("submittedBy", "报送人员", Personal: true), new("planCode", "计划编号"), new("companyType", "企业类型"), new("basis", "依据"))
    { Accumulates = true };

    /// <summary>问题线索. Happenings: none ends by absence.</summary>
    public static FeedSchema Lead { get; } = new(
        Feed.Lead,
        new("leadNo", "线索编号"), new("channel", "来源渠道"), new("area", "行政区划代码"), new("subjectName", "监管对象名称"),
        new("subjectCode", "监管对象代码", Personal: true), new("content", "内容", Personal: true), new("receivedAt", "受理时间"), new("deadline", "办理期限"))
    { Accumulates = true };

    /// <summary>The schema of a feed.</summary>
    public static FeedSchema Of(Feed feed) => feed switch
    {
        Feed.Matter => Matter,
        Feed.Subject => Subject,
        Feed.Inspector => Inspector,
        Feed.Expert => Expert,
        Feed.CreditGrade => CreditGrade,
        Feed.Plan => Plan,
        Feed.Task => Task,
        Feed.Behaviour => Behaviour,
        Feed.Lead => Lead,
    };

    private static FeedField[] Person() =>
    [
        new("name", "姓名"), new("kind", "人员类别"), new("deptName", "所在部门"), new("deptCode", "部门统一社会信用代码"),
        new("lawNo", "执法证号", Personal: true), new("qualification", "执法资质"), new("specialty", "业务专长"),
        new("area", "行政区划代码"), new("state", "状态"), new("idNumber", "身份证号码", Personal: true),
    ];
}
