using Gateway.Contracts;

namespace Gateway.Adapters.Configuration.Drafts;

/// <summary>
/// Names under which platforms are known to send the canonical fields: English names of the 国家“互联网+监管” data model, Chinese labels of
/// its tables and the initials of their pinyin. Only a help for drafting; nothing is read by them.
/// </summary>
internal static class FieldAliases
{
    private static readonly Dictionary<string, string> Shared = new(StringComparer.Ordinal)
    {
        ["identity"] = "record_unique_identity 记录唯一标识 唯一标识 主键 rowguid uuid guid id wybs",
        ["changeId"] = "cd_id 变更编号 bgbh",
        ["changedAt"] = "cd_time 变更时间 更新时间 修改时间 最后更新时间 update_time updated_at last_modified modify_time gxsj xgsj bgsj",
        ["source"] = "cd_source 数据来源 来源 sjly",
        ["batch"] = "cd_batch 批次 批次号 pch",
        ["operation"] = "cd_operation 操作 操作类型 czlx",
        ["area"] = "area_number area_code region_code 行政区划代码 行政区划编码 行政区划 区划代码 区划 xzqhdm xzqh qhdm",
        ["industryCode"] = "industry_code 行业代码 行业类别 hydm hylb",
        ["deptName"] = "dept_name 部门名称 所在部门 所属部门 监管部门 实施部门 单位名称 bmmc ssbm jgbm",
        ["deptCode"] = "dept_code 部门统一社会信用代码 部门代码 部门编码 bmdm bmtyshxydm",
        ["state"] = "状态 有效状态 zt",
        ["startsOn"] = "start_date 开始日期 开始时间 计划开始日期 ksrq kssj",
        ["endsOn"] = "end_date 结束日期 结束时间 截止日期 计划结束日期 jsrq jssj",
        ["basis"] = "set_basis 设定依据 法律依据 评定依据 依据 sdyj flyj pdyj",
        ["joinDepts"] = "join_depts 配合单位 配合部门 参与部门 phdw phbm",
        ["matterCodes"] = "matter_codes 监管事项编码 事项编码 sxbm",
        ["name"] = "",
        ["kind"] = "",
    };

    private static readonly Dictionary<Feed, Dictionary<string, string>> Own = new()
    {
        [Feed.Matter] = new(StringComparer.Ordinal)
        {
            ["itemCode"] = "supervise_item_code item_code 监管事项目录编码 监管事项编码 事项编码 jgsxmlbm jgsxbm sxbm",
            ["itemName"] = "supervise_item_name item_name 监管事项名称 事项名称 主项名称 jgsxmc sxmc",
            ["subitemName"] = "supervise_subitem_name 监管事项子项名称 子项名称 zxmc jgsxzxmc",
            ["deptName"] = "supervise_dept_name", ["deptCode"] = "supervise_dept_code",
            ["object"] = "supervise_object 监管对象 检查对象 jgdx jcdx", ["mode"] = "supervise_mode 监管方式 检查方式 jgfs jcfs",
            ["level"] = "supervise_level 监管层级 行使层级 层级 jgcj xscj", ["itemType"] = "item_type 事项类型 sxlx",
            ["itemClass"] = "item_class 事项类别 sxlb", ["taskVersion"] = "task_version 版本 版本号 bbh", ["state"] = "task_state 事项状态 sxzt",
            ["effectiveOn"] = "plan_effective_date effective_date 生效日期 实施日期 sxrq ssrq",
            ["cancelledOn"] = "plan_cancel_date cancel_date 取消日期 失效日期 废止日期 qxrq fzrq",
            ["implementCode"] = "implement_code 检查实施清单编码 实施清单编码 ssqdbm jcssqdbm",
        },
        [Feed.Subject] = new(StringComparer.Ordinal)
        {
            ["kind"] = "subject_kind 监管对象类别 主体类别 主体类型 对象类别 jgdxlb ztlb ztlx xdr_lb",
            ["name"] = "subject_name ent_name entname 监管对象名称 主体名称 市场主体名称 企业名称 单位名称 相对人名称 名称 jgdxmc ztmc qymc dwmc xdr_mc",
            ["credentialType"] = "credential_type 证件类型 证照类型 zjlx xdr_zjlx",
            ["credentialCode"] = "credential_code uniscid uscc uni_code credit_code 统一社会信用代码 社会信用代码 信用代码 证件号码 tyshxydm xydm zjhm xdr_shxym",
            ["regNo"] = "reg_no regno 注册号 工商注册号 zch", ["legalPerson"] = "legal_person lerep 法定代表人 法人代表 法人 负责人 经营者 fddbr frdb fr fzr",
            ["addressRegistered"] = "address_registered dom 注册地址 住所 登记地址 zcdz zs djdz",
            ["addressOperating"] = "address_operating oploc 经营地址 经营场所 生产经营地址 jydz jycs scjydz",
            ["companyType"] = "company_type ent_type enttype 企业类型 公司类型 qylx gslx", ["regCapital"] = "reg_capital regcap 注册资本 注册资金 zczb zczj",
            ["establishedOn"] = "establish_date est_date estdate 成立日期 注册日期 设立日期 clrq zcrq slrq",
            ["status"] = "reg_state regstate 登记状态 经营状态 企业状态 djzt jyzt", ["tags"] = "标签 bq",
            ["contactPhone"] = "contact_phone tel phone mobile 联系电话 电话 手机 手机号码 lxdh dh sjhm",
        },
        [Feed.Inspector] = Person("执法检查人员姓名 执法人员姓名"),
        [Feed.Expert] = Person("专家姓名 zjxm"),
        [Feed.CreditGrade] = new(StringComparer.Ordinal)
        {
            ["credentialCode"] = "credential_code uniscid uscc credit_code 统一社会信用代码 信用代码 tyshxydm xydm",
            ["grade"] = "credit_grade 信用风险等级 风险等级 信用等级 等级 fxdj xyfxdj xydj", ["gradedOn"] = "grade_date 评定日期 评定时间 评价日期 pdrq pjrq",
        },
        [Feed.Plan] = new(StringComparer.Ordinal)
        {
            ["planCode"] = "plan_code 计划编号 计划编码 jhbh jhbm", ["planName"] = "plan_name 计划名称 jhmc",
            ["leadDeptCode"] = "lead_dept_code 牵头单位代码 牵头部门代码 qtdwdm qtbmdm", ["leadDeptName"] = "lead_dept_name 牵头单位 牵头部门 牵头单位名称 qtdw qtbm qtdwmc",
            ["subjectScope"] = "subject_scope 监管对象 检查对象 对象范围 jcdx jgdx", ["checkQuantity"] = "check_quantity 检查数量 抽查比例 抽查比例频次 检查比例 jcsl ccbl",
            ["planYear"] = "plan_year 年度 计划年度 nd jhnd", ["state"] = "plan_state 计划状态 jhzt",
        },
        [Feed.Task] = new(StringComparer.Ordinal)
        {
            ["taskCode"] = "task_code 任务编号 任务编码 rwbh rwbm", ["taskName"] = "task_name 任务名称 rwmc", ["leadDept"] = "lead_dept 牵头单位 牵头部门 发起部门 qtdw qtbm",
            ["subjectCodes"] = "subject_codes 监管对象编码 检查对象编码 jcdxbm", ["checkWay"] = "check_way 检查方式 jcfs",
        },
    };

    /// <summary>The names of a field, the likeliest first: its own, its label, those that are known.</summary>
    public static IEnumerable<string> Of(Feed feed, FeedField field) =>
        new[] { field.Name, field.Label }.Concat(Words(Own.GetValueOrDefault(feed), field.Name)).Concat(Words(Shared, field.Name));

    private static string[] Words(Dictionary<string, string>? names, string field) =>
        names?.GetValueOrDefault(field)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static Dictionary<string, string> Person(string names) => new(StringComparer.Ordinal)
    {
        ["name"] = $"person_name 姓名 人员姓名 xm ryxm {names}", ["kind"] = "person_kind 人员类别 人员类型 rylb rylx",
        ["lawNo"] = "law_no 执法证号 执法证件号 执法证号码 证件编号 zfzh zfzjh", ["qualification"] = "执法资质 资质 职称 资格 zfzz zc",
        ["specialty"] = "业务专长 专长 专业 专业领域 ywzc zy", ["idNumber"] = "id_number id_card 身份证号码 身份证号 身份证件号码 公民身份号码 sfzh sfzhm gmsfhm",
    };
}
