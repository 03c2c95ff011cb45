using System.CommandLine;
using System.Globalization;

namespace Gateway.Host.Cli;

/// <summary>A day as yyyy-MM-dd.</summary>
internal static class DayOption
{
    public static Option<DateOnly?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "yyyy-MM-dd",
        CustomParser = result =>
        {
            if (result.Tokens is [var only] && DateOnly.TryParseExact(only.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            result.AddError($"{name} 须为 yyyy-MM-dd");
            return null;
        },
    };
}
