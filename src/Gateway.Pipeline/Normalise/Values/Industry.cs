using System.Collections.Frozen;
using Gateway.Pipeline.Normalise.Data;

namespace Gateway.Pipeline.Normalise.Values;

/// <summary>
/// Industry codes as sent: F5265, 5265, 526, 52, F, or the name of a division. Section and division are checked against GB/T 4754;
/// groups and classes only for their form, since a group with one class is often left out of published tables.
/// </summary>
public static class Industry
{
    private static readonly (FrozenDictionary<char, string> Sections, FrozenDictionary<string, IndustryCode> Divisions,
        FrozenDictionary<string, IndustryCode> Names) Table = Load();

    private static readonly FrozenDictionary<string, IndustryCode>.AlternateLookup<ReadOnlySpan<char>> ByDigits =
        Table.Divisions.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The 97 divisions, by their two digits.</summary>
    public static IReadOnlyDictionary<string, IndustryCode> Divisions => Table.Divisions;

    /// <summary>The code meant, or null when it is none: an unknown division, a section that does not hold it, another form.</summary>
    public static IndustryCode? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var code = TextFold.Code(text);
        return ReadDigits(code) ?? Table.Names.GetValueOrDefault(TextFold.Key(text));
    }

    private static IndustryCode? ReadDigits(string code)
    {
        var letter = code.Length > 0 && char.IsAsciiLetterUpper(code[0]) ? code[0] : '\0';
        var digits = letter == '\0' ? code.AsSpan() : code.AsSpan(1);
        if (digits.ContainsAnyExceptInRange('0', '9') || digits.Length is 1 or > 4)
        {
            return null;
        }

        if (digits.IsEmpty)
        {
            return Table.Sections.TryGetValue(letter, out var name) ? new IndustryCode(letter, name, null, null, null, null) : null;
        }

        if (!ByDigits.TryGetValue(digits[..2], out var division) || (letter != '\0' && letter != division.Section))
        {
            return null;
        }

        return digits.Length == 2 ? division : division with
        {
            Group = digits[..3].ToString(),
            Class = digits.Length == 4 ? digits.ToString() : null,
        };
    }

    private static (FrozenDictionary<char, string>, FrozenDictionary<string, IndustryCode>, FrozenDictionary<string, IndustryCode>) Load()
    {
        var sections = new Dictionary<char, string>();
        var divisions = new Dictionary<string, IndustryCode>(StringComparer.Ordinal);
        var names = new Dictionary<string, IndustryCode>(StringComparer.Ordinal);
        var section = '\0';
        foreach (var line in ReferenceText.Lines("industry.txt"))
        {
            var blank = line.IndexOf(' ');
            var (code, name) = (line[..blank], line[(blank + 1)..]);
            if (char.IsAsciiLetterUpper(code[0]))
            {
                section = code[0];
                sections.Add(section, name);
                names[TextFold.Key(name)] = new IndustryCode(section, name, null, null, null, null);
                continue;
            }

            var entry = new IndustryCode(section, sections[section], code, name, null, null);
            divisions.Add(code, entry);
            names[TextFold.Key(name)] = entry;
        }

        return (sections.ToFrozenDictionary(), divisions.ToFrozenDictionary(StringComparer.Ordinal), names.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
