using System.Globalization;
using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.County;

/// <summary>When a result was inspected and entered; <see cref="EnteredAt"/> as some county writes it: with its offset, in UTC, or with none (+08:00).</summary>
internal sealed record ResultDates(DateOnly StartedOn, DateOnly CheckedOn, DateOnly EnteredOn, string EnteredAt)
{
    /// <summary>The last five days, so that nothing is overdue when it comes in.</summary>
    public static ResultDates Recent(DateTimeOffset now, ref Dice dice)
    {
        var enteredOn = ShanghaiClock.DayOf(now).AddDays(-1 - dice.Next(5));
        // From half past six: before eight, the day in UTC is the day before.
        var entered = enteredOn.ToDateTime(new TimeOnly(6, 30)).AddSeconds(dice.Next(12 * 3600));
        var checkedOn = enteredOn.AddDays(-dice.Next(4));
        var text = dice.Next(5) switch
        {
            0 => entered.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
            1 => entered.AddHours(-8).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            _ => entered.ToString("yyyy-MM-dd'T'HH:mm:ss'+08:00'", CultureInfo.InvariantCulture),
        };
        return new ResultDates(checkedOn.AddDays(-dice.Next(3)), checkedOn, enteredOn, text);
    }
}
