using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Mappings.Steps;

namespace Gateway.Adapters.Mappings;

/// <summary>A pattern that can be compiled.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RegexPatternAttribute() : ValidationAttribute("不是有效的正则表达式")
{
    public override bool IsValid(object? value) => value is not string { Length: > 0 } pattern || RegexText.TryCompile(pattern) is not null;
}

/// <summary>Formats of dates that read back what they write.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DateFormatsAttribute() : ValidationAttribute("日期格式无效：用 y M d H m s f 与分隔符（如 yyyyMMdd、yyyy年M月d日），或 iso、epoch、epochMs、excel")
{
    /// <summary>Whether the format is for writing: <c>date</c>, <c>datetime</c> or letters.</summary>
    public bool Writing { get; init; }

    public override bool IsValid(object? value) => value switch
    {
        string format => Writing ? DateText.CanWrite(format) : DateText.CanRead(format),
        IReadOnlyList<string> formats => formats.All(DateText.CanRead),
        _ => true,
    };
}

/// <summary>A unit of money that the product knows.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MoneyUnitAttribute() : ValidationAttribute("应为其中之一：" + string.Join("、", MoneyText.Units))
{
    public override bool IsValid(object? value) => value is not string unit || MoneyText.Units.Contains(unit);
}
