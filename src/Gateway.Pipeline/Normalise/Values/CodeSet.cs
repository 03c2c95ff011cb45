using System.Collections.Frozen;

namespace Gateway.Pipeline.Normalise.Values;

/// <summary>
/// A closed set of codes and their names. Reads the code itself, the code without the zeros that a spreadsheet took away, and the name
/// in any writing; what is returned is always the set's own instance of the code.
/// </summary>
public sealed class CodeSet
{
    private readonly FrozenDictionary<string, string> _codes;

    public CodeSet(params (string Code, string[] Names)[] entries)
    {
        Codes = [.. entries.Select(entry => entry.Code)];
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (code, names) in entries)
        {
            codes.Add(code, code);
            foreach (var name in names)
            {
                codes.Add(TextFold.Key(name), code);
            }
        }

        foreach (var code in Codes)
        {
            var bare = code.TrimStart('0');
            if (bare.Length > 0)
            {
                codes.TryAdd(bare, code);
            }
        }

        _codes = codes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The codes, in the order of the standard.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>The code meant, or null: none sent, or none of this set.</summary>
    public string? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return _codes.TryGetValue(text, out var code) ? code : _codes.GetValueOrDefault(TextFold.Key(text));
    }
}
