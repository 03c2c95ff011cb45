using System.Globalization;

namespace Gateway.Adapters.Mappings.Steps;

/// <summary>Shows just enough of a value for a reason: what it holds may be a person's.</summary>
internal static class ValueMask
{
    private const int LongestCode = 6;

    /// <summary>The first characters and the length.</summary>
    public static string Of(string value) => value.Length <= 2
        ? "“*”"
        : string.Create(CultureInfo.InvariantCulture, $"“{(char.IsHighSurrogate(value[1]) ? value[..1] : value[..2])}…”（{value.Length} 字）");

    /// <summary>A code is shown whole when it is too short to be a number of a person.</summary>
    public static string OfCode(string value) => value.Length <= LongestCode ? $"“{value}”" : Of(value);
}
