using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Adapters.Json;

namespace Gateway.Adapters.Mappings.Steps;

/// <summary>What a step makes of a value that is there.</summary>
/// <param name="Value">The new value.</param>
/// <param name="Problem">Why the value can't be handled, in Chinese; then <paramref name="Value"/> does not count.</param>
internal readonly record struct StepResult(string? Value, string? Problem = null);

/// <summary>A step ready to run. Total: whatever the text, it answers and never throws.</summary>
internal abstract class CompiledStep
{
    /// <summary>Whether the step is for values that are absent or empty.</summary>
    public virtual bool ForEmpty => false;

    /// <param name="value">The value, not empty unless <see cref="ForEmpty"/>.</param>
    /// <param name="row">All source values of the row.</param>
    public abstract StepResult Apply(string value, ReadOnlySpan<string?> row);
}

internal sealed class TrimText : CompiledStep
{
    public override StepResult Apply(string value, ReadOnlySpan<string?> row) => new(value.Trim().Trim('\u3000', '\ufeff', '\u200b').Trim());
}

internal sealed class FoldText : CompiledStep
{
    public override StepResult Apply(string value, ReadOnlySpan<string?> row) => new(WidthText.Fold(value));
}

internal sealed class DefaultText(string value) : CompiledStep
{
    public override bool ForEmpty => true;

    public override StepResult Apply(string current, ReadOnlySpan<string?> row) => new(current.Length == 0 ? value : current);
}

internal sealed class SplitText(SplitStep step) : CompiledStep
{
    public override StepResult Apply(string value, ReadOnlySpan<string?> row)
    {
        var parts = value.Split(step.By, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (step.Take == 0)
        {
            return List(parts);
        }

        var place = step.Take > 0 ? step.Take - 1 : parts.Length + step.Take;
        return new(place >= 0 && place < parts.Length ? parts[place] : "");
    }

    private static StepResult List(string[] parts)
    {
        try
        {
            return new(Encoding.UTF8.GetString(WireJson.Write(writer =>
            {
                writer.WriteStartArray();
                foreach (var part in parts)
                {
                    writer.WriteStringValue(part);
                }

                writer.WriteEndArray();
            })));
        }
        catch (ArgumentException)
        {
            return new(null, "含有无效的字符，不能拆分为列表");
        }
    }
}

internal sealed class MemberText(string path) : CompiledStep
{
    private readonly string[] _names = path.Split('.');

    public override StepResult Apply(string value, ReadOnlySpan<string?> row)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            var element = document.RootElement;
            foreach (var name in _names)
            {
                if (element.Member(name) is not { } inner)
                {
                    return new(null);
                }

                element = inner;
            }

            return new(element.ValueKind switch { JsonValueKind.Null => null, JsonValueKind.String => element.GetString(), _ => element.GetRawText() });
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException)
        {
            return new(null, $"{ValueMask.Of(value)}不是 JSON 对象，取不出“{path}”");
        }
    }
}

internal sealed class MatchText(RegexStep step) : CompiledStep
{
    private readonly Regex _regex = RegexText.TryCompile(step.Pattern) ?? throw new ArgumentException($"不是有效的正则表达式：{step.Pattern}", nameof(step));

    public override StepResult Apply(string value, ReadOnlySpan<string?> row)
    {
        try
        {
            var match = _regex.Match(value);
            if (!match.Success)
            {
                return new(null, $"{ValueMask.Of(value)}不符合 {step.Pattern}");
            }

            var group = step.Take is { } wanted ? match.Groups[wanted] : match.Groups.Count > 1 ? match.Groups[1] : match;
            return new(group.Value);
        }
        catch (RegexMatchTimeoutException)
        {
            return new(null, $"用 {step.Pattern} 匹配{ValueMask.Of(value)}超时");
        }
    }
}

internal sealed class DateValue(DateStep step) : CompiledStep
{
    private readonly string _to = DateText.FormatOf(step.To);

    public override StepResult Apply(string value, ReadOnlySpan<string?> row) =>
        DateText.Read(WidthText.Fold(value).Trim(), step.Formats) is { } time
            ? new(time.ToString(_to, System.Globalization.CultureInfo.InvariantCulture))
            : new(null, $"日期{ValueMask.Of(value)}不符合任何格式：{string.Join("、", step.Formats)}");
}

internal sealed class NumberValue(NumberStep step) : CompiledStep
{
    public override StepResult Apply(string value, ReadOnlySpan<string?> row) =>
        MoneyText.Convert(value, step.Unit ?? step.To, step.To, step.Scale) is { } amount
            ? new(amount)
            : new(null, $"{ValueMask.Of(value)}不是金额");
}
