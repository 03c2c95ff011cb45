namespace Gateway.Contracts;

/// <summary>Why a row is in quarantine. A row counts under its first reason, in the order of its feed's list.</summary>
public static class ReasonCodes
{
    /// <summary>The name is missing.</summary>
    public const string NameMissing = "name_missing";

    /// <summary>The kind of subject or person is none of the known ones.</summary>
    public const string KindUnknown = "kind_unknown";

    /// <summary>Check digit of GB 32100, or of its GB 11714 part, fails.</summary>
    public const string UsccInvalid = "uscc_invalid";

    /// <summary>Date or check digit of GB 11643 fails.</summary>
    public const string IdInvalid = "id_invalid";

    /// <summary>A typed date that is none.</summary>
    public const string DateInvalid = "date_invalid";

    /// <summary>Neither code, alias nor address says in which area the subject lies.</summary>
    public const string AreaUnresolved = "area_unresolved";

    /// <summary>A second row with the identity of an earlier one in the same full read, and other content.</summary>
    public const string IdentityRepeated = "identity_repeated";

    /// <summary>A matter code that is not 14 digits.</summary>
    public const string ItemCodeInvalid = "item_code_invalid";

    /// <summary>A grade outside A–D.</summary>
    public const string GradeUnknown = "grade_unknown";

    /// <summary>Not an object, or without an identity: chosen, for rows that none of the published reasons fits.</summary>
    public const string RowUnreadable = "row_unreadable";

    /// <summary>A lead without what it is about.</summary>
    public const string ContentMissing = "content_missing";

    /// <summary>What an operator reads.</summary>
    public static string Chinese(string reason) => reason switch
    {
        NameMissing => "名称缺失",
        KindUnknown => "类别未知",
        UsccInvalid => "统一社会信用代码校验不通过",
        IdInvalid => "身份证号码校验不通过",
        DateInvalid => "日期无效",
        AreaUnresolved => "行政区划无法确定",
        IdentityRepeated => "同一次全量中标识重复且内容不同",
        ItemCodeInvalid => "监管事项目录编码不是14位数字",
        GradeUnknown => "信用等级未知",
        RowUnreadable => "记录无法读取",
        ContentMissing => "线索内容缺失",
        _ => reason,
    };
}
