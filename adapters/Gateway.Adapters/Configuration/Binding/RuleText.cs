using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Gateway.Adapters.Configuration.Binding;

/// <summary>Says in Chinese what an annotation asks for.</summary>
internal static class RuleText
{
    public static string Of(ValidationAttribute rule, string name) => rule switch
    {
        AllowedValuesAttribute allowed => $"应为其中之一：{string.Join("、", allowed.Values)}",
        { ErrorMessage: { } words } => words,
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"应在 {range.Minimum} 到 {range.Maximum} 之间"),
        StringLengthAttribute length => $"长度应为 {length.MinimumLength} 到 {length.MaximumLength} 个字符",
        MinLengthAttribute least => $"至少 {least.Length} 个",
        MaxLengthAttribute most => $"至多 {most.Length} 个",
        LengthAttribute length => $"个数应为 {length.MinimumLength} 到 {length.MaximumLength}",
        RegularExpressionAttribute pattern => $"格式应符合 {pattern.Pattern}",
        _ => rule.FormatErrorMessage(name),
    };
}
