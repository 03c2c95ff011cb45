using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Mappings.Steps;

namespace Gateway.Adapters.Mappings;

/// <summary>One step of a rule: exactly one of these. Steps without settings are written as a name (<c>- trim</c>).</summary>
[ShortForm]
public sealed class MappingStep : IValidatableObject
{
    /// <summary>Takes blanks off both ends, the ideographic one too.</summary>
    [Description("去掉首尾空白")]
    public bool? Trim { get; init; }

    /// <summary>Makes full-width letters, digits and signs half-width (１２Ａ → 12A).</summary>
    [Description("全角转半角")]
    public bool? Fold { get; init; }

    /// <summary>Of several sources the first that is not empty.</summary>
    [Description("多个来源取第一个非空")]
    public bool? FirstOf { get; init; }

    /// <summary>Joins several sources.</summary>
    [Description("连接多个来源")]
    public JoinStep? Join { get; init; }

    /// <summary>Cuts into parts and takes one, or all as a list.</summary>
    [Description("按分隔符拆分，取一段或全部")]
    public SplitStep? Split { get; init; }

    /// <summary>Takes a member of a value that is a JSON object, by a dotted path.</summary>
    [Description("取 JSON 对象的成员（点分路径）")]
    public string? Member { get; init; }

    /// <summary>Takes what a pattern matches.</summary>
    [Description("取正则表达式匹配的部分")]
    public RegexStep? Regex { get; init; }

    /// <summary>Reads a date or time and writes it in one form.</summary>
    [Description("日期")]
    public DateStep? Date { get; init; }

    /// <summary>Reads an amount and writes it in one unit.</summary>
    [Description("金额与单位")]
    public NumberStep? Number { get; init; }

    /// <summary>Replaces a code by another.</summary>
    [Description("代码对照")]
    public CodesStep? Codes { get; init; }

    /// <summary>The value where there is none.</summary>
    [Description("为空时的值")]
    public string? Default { get; init; }

    /// <summary>Whether the step makes one value of several.</summary>
    internal bool Collapses => FirstOf == true || Join is not null;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        object?[] set = [Trim, Fold, FirstOf, Join, Split, Member, Regex, Date, Number, Codes, Default];
        if (set.Count(one => one is not (null or false)) != 1)
        {
            yield return new ValidationResult(
                "一个步骤写且只写一项：trim、fold、firstOf、join、split、member、regex、date、number、codes、default", [nameof(Trim)]);
        }
    }
}

/// <summary>Joins several sources: <c>join: "、"</c> or <c>join: {with: "、"}</c>. Empty ones are left out.</summary>
[ShortForm(nameof(With))]
public sealed class JoinStep
{
    /// <summary>What stands between them.</summary>
    public string With { get; init; } = "";
}

/// <summary>Cuts a value: <c>split: {by: "、", take: 1}</c>.</summary>
[ShortForm(nameof(By))]
public sealed class SplitStep
{
    /// <summary>What stands between the parts.</summary>
    [Required(AllowEmptyStrings = false), MinLength(1)]
    public string By { get; init; } = "";

    /// <summary>Which part, from 1; negative counts from the end; 0, the default, takes all as a JSON list.</summary>
    [Range(-1000, 1000)]
    public int Take { get; init; }
}

/// <summary>Takes what a pattern matches: <c>regex: "第(\\d+)号"</c>. A value that it does not match can't be handled.</summary>
[ShortForm(nameof(Pattern))]
public sealed class RegexStep : IValidatableObject
{
    /// <summary>A .NET pattern. Each match has a time limit.</summary>
    [Required(AllowEmptyStrings = false), RegexPattern]
    public string Pattern { get; init; } = "";

    /// <summary>Number or name of the group to take; default 1 where there is one, else the whole match.</summary>
    public string? Take { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Take is not null && RegexText.TryCompile(Pattern) is { } regex && !regex.GetGroupNames().Contains(Take))
        {
            yield return new ValidationResult($"表达式没有分组“{Take}”", [nameof(Take)]);
        }
    }
}

/// <summary>
/// Reads a date or time: <c>date: yyyyMMdd</c> or <c>date: {formats: [yyyy年M月d日, excel], to: datetime}</c>. The first format that fits counts.
/// </summary>
[ShortForm(nameof(Formats))]
public sealed class DateStep
{
    /// <summary>
    /// How the source writes it: letters y M d H m s f and anything between them; or <c>iso</c> (an offset is brought to Asia/Shanghai),
    /// <c>epoch</c> (seconds), <c>epochMs</c> (milliseconds), <c>excel</c> (serial number, 1900 system).
    /// </summary>
    [Description("来源的写法：yyyyMMdd、yyyy年M月d日…，或 iso、epoch、epochMs、excel")]
    [SingleOrList, MinLength(1, ErrorMessage = "至少一种日期格式"), DateFormats]
    public IReadOnlyList<string> Formats { get; init; } = ["iso", "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"];

    /// <summary>How it is written: <c>date</c> (yyyy-MM-dd), <c>datetime</c> (yyyy-MM-dd HH:mm:ss), or a format. Default <c>date</c>.</summary>
    [DateFormats(Writing = true)]
    public string To { get; init; } = "date";
}

/// <summary>Reads an amount: <c>number: {unit: 万元, to: 元}</c>. A unit in the text goes before <see cref="Unit"/>; separators of thousands are left out.</summary>
[ShortForm(nameof(Unit))]
public sealed class NumberStep
{
    /// <summary>Unit of a value that names none. Default: the same as <see cref="To"/>.</summary>
    [Description("没有写单位时的单位")]
    [MoneyUnit]
    public string? Unit { get; init; }

    /// <summary>Unit to write. Default 元.</summary>
    [MoneyUnit]
    public string To { get; init; } = "元";

    /// <summary>Decimals to round to (half away from zero); default: as many as there are.</summary>
    [Description("保留几位小数")]
    [Range(0, 12)]
    public int? Scale { get; init; }
}

/// <summary>
/// Replaces a code: <c>codes: {map: {"1": "01"}, unknown: reject}</c>. Codes that changed at a day are several dated maps
/// (<c>maps: [{until: "2024-12-31", map: …}, {from: "2025-01-01", map: …}]</c>), chosen by the day in the source field <see cref="On"/>, else by today.
/// </summary>
public sealed class CodesStep : IValidatableObject
{
    /// <summary>Source code to target code, at all times or in the days of <see cref="From"/> and <see cref="Until"/>.</summary>
    public Dictionary<string, string>? Map { get; init; }

    /// <summary>First day of <see cref="Map"/>.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of <see cref="Map"/>.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Dated maps; the first that is valid on the day counts.</summary>
    public IReadOnlyList<DatedCodes>? Maps { get; init; }

    /// <summary>Source field that holds the day (yyyy-MM-dd, yyyy/MM/dd or yyyyMMdd first); without one, today counts.</summary>
    [Description("决定用哪张对照表的日期字段；不写按当天")]
    public string? On { get; init; }

    /// <summary>What becomes of a code that the map does not have. Default: it is a problem of the row.</summary>
    public OnMappingError Unknown { get; init; }

    /// <summary>All maps.</summary>
    internal IEnumerable<DatedCodes> All =>
        (Map is null ? [] : new[] { new DatedCodes { Map = Map, From = From, Until = Until } }).Concat(Maps ?? []);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!All.Any(codes => codes.Map.Count > 0))
        {
            yield return new ValidationResult("代码对照表为空：写 map 或 maps", [nameof(Map)]);
        }

        if (All.Any(codes => codes.From > codes.Until))
        {
            yield return new ValidationResult("from 晚于 until", [nameof(From)]);
        }
    }
}

/// <summary>Codes that hold from a day, until a day.</summary>
public sealed class DatedCodes
{
    /// <summary>Source code to target code.</summary>
    [Required]
    public Dictionary<string, string> Map { get; init; } = [];

    /// <summary>First day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day.</summary>
    public DateOnly? Until { get; init; }
}
