using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Configuration;

namespace Gateway.Adapters.Mappings;

/// <summary>
/// How one target field is made of a source row. In YAML a name is a rename (<c>name: 主体名称</c>); a map says more
/// (<c>area: {from: [XZQH, QH], steps: [firstOf, trim], required: true}</c>). Steps are applied in order; an absent or empty value passes
/// all steps but <c>default</c> untouched.
/// </summary>
[ShortForm(nameof(From))]
public sealed class FieldRule : IValidatableObject
{
    /// <summary>Source field, or several: then a step <c>firstOf</c> or <c>join</c> makes one value of them; without one, the first that is not empty counts.</summary>
    [Description("来源字段；写多个时由 firstOf 或 join 合成一个，不写步骤则取第一个非空")]
    [SingleOrList, MinLength(1, ErrorMessage = "至少一个来源字段")]
    public IReadOnlyList<string>? From { get; init; }

    /// <summary>What is done to the value, in order.</summary>
    [Description("依次执行的步骤")]
    public IReadOnlyList<MappingStep>? Steps { get; init; }

    /// <summary>A value that does not depend on the row; then there is no <see cref="From"/>.</summary>
    [Description("固定值（不写 from）")]
    public string? Constant { get; init; }

    /// <summary>Whether an empty value is a problem of the row.</summary>
    [Description("为空时整行隔离")]
    public bool? Required { get; init; }

    /// <summary>Whether the source may lack the field altogether: its absence is no drift.</summary>
    [Description("来源可以没有该字段，不算漂移")]
    public bool? Optional { get; init; }

    /// <summary>What becomes of a value that a step can't handle. Default: the row has a problem.</summary>
    [Description("步骤处理不了时：reject 隔离（默认）、keep 保留原值、empty 置空")]
    public OnMappingError? OnError { get; init; }

    /// <summary>Whether the rule does nothing but rename.</summary>
    internal bool IsRename => From is [_] && Steps is null or [] && Constant is null && Required != true;

    /// <summary>A rule that only renames.</summary>
    /// <param name="source">Name of the source field.</param>
    public static FieldRule Rename(string source) => new() { From = [source] };

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Constant is null == From is null)
        {
            yield return new ValidationResult("from（来源字段）与 constant（固定值）须写且只写其一", [nameof(From)]);
        }

        if (From?.Any(string.IsNullOrWhiteSpace) == true)
        {
            yield return new ValidationResult("来源字段名为空", [nameof(From)]);
        }

        if (Constant is not null && Steps is { Count: > 0 })
        {
            yield return new ValidationResult("固定值不经过任何步骤：删去 steps", [nameof(Steps)]);
        }

        if (Required == true && Optional == true)
        {
            yield return new ValidationResult("required 与 optional 不能同时为 true", [nameof(Optional)]);
        }

        var collapses = Steps?.Count(step => step.Collapses) ?? 0;
        if (collapses > 1 || (collapses == 1 && From is { Count: 1 }))
        {
            yield return new ValidationResult("firstOf、join 只用于多个来源字段，且只写一个", [nameof(Steps)]);
        }
    }
}

/// <summary>What becomes of a value that a step can't handle.</summary>
public enum OnMappingError
{
    /// <summary>The row has a problem and is quarantined with its reason.</summary>
    Reject,

    /// <summary>The value stays as the source wrote it; what reads it next judges it.</summary>
    Keep,

    /// <summary>The field is empty.</summary>
    Empty,
}
