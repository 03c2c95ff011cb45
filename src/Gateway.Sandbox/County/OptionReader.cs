using System.Globalization;

namespace Gateway.Sandbox.County;

/// <summary>Walks the options of a verb; an unknown or incomplete one is an error and never ignored.</summary>
internal static class OptionReader
{
    public static T Read<T>(IReadOnlyList<string> arguments, T options, Func<T, string, T?> flag, Func<T, string, string, T?> option)
        where T : class
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (flag(options, arguments[i]) is { } flagged)
            {
                options = flagged;
            }
            else if (i + 1 < arguments.Count && option(options, arguments[i], arguments[i + 1]) is { } set)
            {
                options = set;
                i++;
            }
            else
            {
                throw new ArgumentException($"{arguments[i]}: unknown option, or its value is missing (see --help)");
            }
        }

        return options;
    }

    public static int Number(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"{name} {value}: a number from {least} to {most} is wanted");

    public static Uri Address(string name, string value) =>
        Uri.TryCreate(value.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new ArgumentException($"{name} {value}: an http address is wanted");
}
