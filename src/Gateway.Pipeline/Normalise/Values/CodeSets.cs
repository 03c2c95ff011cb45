namespace Gateway.Pipeline.Normalise.Values;

/// <summary>The code sets of the canonical rows (platforms' own codes are mapped onto these by their adapters).</summary>
public static class CodeSets
{
    /// <summary>监管对象类别: market subjects 01–03, other organisations 04–07, things 11–17.</summary>
    public static CodeSet SubjectKind { get; } = new(
        ("01", ["企业"]), ("02", ["农民专业合作社", "农专社"]), ("03", ["个体工商户", "个体户"]), ("04", ["学校"]), ("05", ["医院"]),
        ("06", ["社会团体"]), ("07", ["其他非市场主体"]), ("11", ["产品"]), ("12", ["项目"]), ("13", ["行为"]), ("14", ["设施设备"]),
        ("15", ["地理区域"]), ("16", ["场地场所", "场所"]), ("17", ["网络空间"]));

    /// <summary>人员类别: 9 is an expert.</summary>
    public static CodeSet PersonKind { get; } = new(
        ("1", ["行政执法类公务员"]), ("2", ["具有行政执法资格的工作人员", "具有行政执法资格"]), ("3", ["从事日常监管工作人员", "日常监管工作人员"]),
        ("9", ["专家"]));

    /// <summary>证件类型.</summary>
    public static CodeSet CredentialType { get; } = new(
        ("001", ["统一社会信用代码"]), ("111", ["居民身份证", "身份证"]), ("099", ["其他"]));

    /// <summary>登记状态.</summary>
    public static CodeSet SubjectStatus { get; } = new(
        ("1", ["存续", "在业", "开业", "在营"]), ("2", ["注销"]), ("3", ["吊销"]), ("4", ["撤销"]), ("5", ["迁出"]));

    /// <summary>信用风险等级: A is the lowest risk.</summary>
    public static CodeSet CreditGrade { get; } = new(
        ("A", ["A级", "A类", "信用风险低", "低风险"]), ("B", ["B级", "B类", "信用风险一般", "一般风险"]),
        ("C", ["C级", "C类", "信用风险较高", "较高风险"]), ("D", ["D级", "D类", "信用风险高", "高风险"]));

    /// <summary>事项类型.</summary>
    public static CodeSet ItemType { get; } = new(
        ("01", ["检查", "行政检查"]), ("02", ["处罚", "行政处罚"]), ("03", ["强制", "行政强制"]), ("04", ["其他"]));

    /// <summary>事项类别 of the checklist.</summary>
    public static CodeSet ItemClass { get; } = new(("重点", ["重点事项", "重点监管事项"]), ("一般", ["一般事项", "一般监管事项"]));

    /// <summary>监管层级: one of a comma-joined list.</summary>
    public static CodeSet Level { get; } = new(("省", ["省级"]), ("市", ["市级", "设区市", "地市"]), ("县", ["县级", "区级", "县区", "县(区)级", "县(市、区)"]));

    /// <summary>有效 of persons and in force of matters.</summary>
    public static CodeSet State { get; } = new(("1", ["有效", "在用"]), ("0", ["失效", "取消", "无效"]));
}
