using System.Globalization;

namespace Gateway.Adapters.Mappings.Steps;

/// <summary>Replaces a code by the map that is valid on the row's day, or today.</summary>
/// <param name="step">The maps.</param>
/// <param name="on">Place of the day among the row's values; -1 for today.</param>
/// <param name="time">The clock.</param>
internal sealed class CodeValue(CodesStep step, int on, TimeProvider time) : CompiledStep
{
    private readonly DatedCodes[] _maps = [.. step.All];
    private readonly bool _dated = step.All.Any(codes => codes.From is not null || codes.Until is not null);

    public override StepResult Apply(string value, ReadOnlySpan<string?> row)
    {
        var code = WidthText.Fold(value).Trim();
        if (MapOf(row) is { } map && map.Map.TryGetValue(code, out var target))
        {
            return new(target);
        }

        return step.Unknown switch
        {
            OnMappingError.Keep => new(value),
            OnMappingError.Empty => new(null),
            OnMappingError.Reject => new(null, $"代码{ValueMask.OfCode(code)}不在对照表中"),
        };
    }

    private DatedCodes? MapOf(ReadOnlySpan<string?> row)
    {
        if (!_dated)
        {
            return _maps[0];
        }

        var day = (on >= 0 ? DayOf(row[on]) : null) ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.AddHours(8));
        return Array.Find(_maps, map => (map.From is not { } from || from <= day) && (map.Until is not { } until || day <= until));
    }

    private static DateOnly? DayOf(string? text) => text switch
    {
        null => null,
        { Length: >= 10 } when DateOnly.TryParseExact(text.AsSpan(0, 10), ["yyyy-MM-dd", "yyyy'/'MM'/'dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        { Length: >= 8 } when DateOnly.TryParseExact(text.AsSpan(0, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => null,
    };
}
