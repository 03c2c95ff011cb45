using System.Text;

namespace Gateway.Adapters.Configuration.Settings;

/// <summary>The one name of a setting in its three spellings: <c>baseAddress</c> in YAML, <c>BaseAddress</c> in variables, <c>exchange-rest</c> for profiles.</summary>
internal static class SettingName
{
    /// <summary><c>BaseAddress</c> → <c>baseAddress</c>.</summary>
    public static string Camel(string pascal) => char.ToLowerInvariant(pascal[0]) + pascal[1..];

    /// <summary><c>exchange-rest</c>, <c>credit_grade</c>, <c>baseAddress</c> → <c>ExchangeRest</c>, <c>CreditGrade</c>, <c>BaseAddress</c>.</summary>
    public static string Pascal(string name)
    {
        var pascal = new StringBuilder(name.Length);
        var up = true;
        foreach (var letter in name)
        {
            if (letter is '-' or '_')
            {
                up = true;
                continue;
            }

            pascal.Append(up ? char.ToUpperInvariant(letter) : letter);
            up = false;
        }

        return pascal.ToString();
    }

    /// <summary>Whether two spellings are the same name: case, <c>-</c> and <c>_</c> don't count.</summary>
    public static bool Same(string one, string other) =>
        string.Equals(Pascal(one), Pascal(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>A remedy that names the nearest known name, or all of them.</summary>
    public static string Suggest(string name, IReadOnlyCollection<string> known)
    {
        if (known.Count == 0)
        {
            return "删去";
        }

        var (nearest, distance) = known.Select(other => (other, Distance(name.ToLowerInvariant(), other.ToLowerInvariant())))
            .MinBy(pair => pair.Item2);
        return distance <= Math.Max(2, name.Length / 3)
            ? $"是否应为“{nearest}”？"
            : $"删去，或改为其中之一：{string.Join("、", known)}";
    }

    /// <summary>How many letters must be put in, taken out or changed to make one of the other.</summary>
    public static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
