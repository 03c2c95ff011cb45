using System.ComponentModel.DataAnnotations;
using Cronos;

namespace Gateway.Adapters.Configuration.Counties;

/// <summary>Five fields, as the scheduler reads them, and a day that ever comes (not 30 February).</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CronAttribute() : ValidationAttribute("应为五段 cron 表达式（分 时 日 月 周，Asia/Shanghai），如 \"15 2 * * *\"")
{
    // Any instant will do: the question is only whether there is a next one.
    private static readonly DateTime Anchor = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public override bool IsValid(object? value) =>
        value is string text && !text.StartsWith('@') && CronExpression.TryParse(text, CronFormat.Standard, out var cron)
        && cron.GetNextOccurrence(Anchor) is not null;
}
