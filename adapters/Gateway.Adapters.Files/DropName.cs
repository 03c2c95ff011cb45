using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Adapters.Files;

/// <summary>A name as agreed: <c>&lt;area&gt;_&lt;kind&gt;_&lt;yyyyMMdd&gt;_&lt;seq3&gt;.&lt;csv|xlsx|json&gt;</c>.</summary>
/// <param name="Area">GB/T 2260, six digits.</param>
/// <param name="Kind">What is in it.</param>
/// <param name="Day">The day it is of.</param>
/// <param name="Sequence">Number within kind and day, three digits or more.</param>
/// <param name="Extension">Lower case, without the dot.</param>
internal sealed partial record DropName(string Area, string Kind, DateOnly Day, string Sequence, string Extension) : IComparable<DropName>
{
    /// <summary>The name without its extension.</summary>
    public string Stem => $"{Area}_{Kind}_{Position}";

    /// <summary>The file's name.</summary>
    public string File => $"{Stem}.{Extension}";

    /// <summary>For words in which a run of eight digits would be taken for a number of a person and masked.</summary>
    public string Shown => $"{Kind} {Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {Sequence} .{Extension}";

    /// <summary>Name of the file that says it is whole.</summary>
    public string OkFile => Stem + ".ok";

    /// <summary>Day and number: later files have a greater one.</summary>
    public string Position => $"{Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}_{Sequence}";

    public int Number => int.Parse(Sequence, CultureInfo.InvariantCulture);

    public static DropName? Parse(string name)
    {
        var match = name.Length <= 120 ? Form().Match(name) : Match.Empty;
        return match.Success
            && DateOnly.TryParseExact(match.Groups[3].Value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? new DropName(match.Groups[1].Value, match.Groups[2].Value, day, match.Groups[4].Value, match.Groups[5].Value)
                : null;
    }

    public int CompareTo(DropName? other) => other is null ? 1 : (Day, Number).CompareTo((other.Day, other.Number));

    [GeneratedRegex(@"\A([1-9][0-9]{5})_([a-z][a-z0-9_]{0,39})_([0-9]{8})_([0-9]{3,8})\.(csv|xlsx|json)\z", RegexOptions.CultureInvariant, 500)]
    private static partial Regex Form();
}
