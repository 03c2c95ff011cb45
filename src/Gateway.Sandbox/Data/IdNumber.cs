using System.Globalization;

namespace Gateway.Sandbox.Data;

/// <summary>公民身份号码, GB 11643; all numbers made here are synthetic.</summary>
internal static class IdNumber
{
    private const string Checks = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static string Make(string area, DateOnly birth, int sequence)
    {
        var first17 = area + birth.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + (sequence % 1000).ToString("D3", CultureInfo.InvariantCulture);
        return first17 + Check(first17);
    }

    /// <summary>The fifteen digits of before 1999: two-digit year, no check character.</summary>
    public static string ToFifteen(string number) => number[..6] + number[8..17];

    public static string WithWrongCheck(string number) => number[..17] + Checks[(Checks.IndexOf(number[17], StringComparison.Ordinal) + 1) % 11];

    /// <summary>A birthday that no calendar has, under a right check character.</summary>
    public static string WithWrongBirthday(string number)
    {
        var first17 = number[..10] + "0230" + number[14..17];
        return first17 + Check(first17);
    }

    public static bool IsValid(string? number) =>
        number is { Length: 18 } && number[..17].All(char.IsAsciiDigit) && Check(number[..17]) == number[17]
        && DateOnly.TryParseExact(number[6..14], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static char Check(string first17)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += (first17[i] - '0') * Weights[i];
        }

        return Checks[sum % 11];
    }
}
