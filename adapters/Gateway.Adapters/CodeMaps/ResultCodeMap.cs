using System.ComponentModel.DataAnnotations;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.CodeMaps;

/// <summary>
/// A target's code set: canonical result codes to the target's own. Codes are compared as whole tokens: <c>1</c> is no part of <c>10</c>.
/// Source: domain facts 2.6; the sets disagree, so none is passed through.
/// </summary>
public sealed class ResultCodeMap
{
    private readonly Dictionary<ResultCode, string> _codes;

    /// <summary>Compiles a configured map; a canonical code that is absent or maps to an empty text has no target code.</summary>
    /// <param name="configured">Names of <see cref="ResultCode"/> to target codes.</param>
    /// <exception cref="ArgumentException">A name is no canonical code.</exception>
    public ResultCodeMap(IReadOnlyDictionary<string, string> configured) =>
        _codes = configured.Where(pair => !string.IsNullOrEmpty(pair.Value))
            .ToDictionary(pair => Enum.Parse<ResultCode>(pair.Key), pair => pair.Value);

    /// <summary>
    /// The distinct target codes of a set, in the order of the canonical table, each with its canonical code; or the codes that the
    /// target does not have.
    /// </summary>
    public (IReadOnlyList<(ResultCode Canonical, string Target)> Codes, IReadOnlyList<ResultCode> Missing) Map(
        IEnumerable<ResultCode> results)
    {
        var ordered = results.Distinct().Order().ToList();
        var missing = ordered.Where(code => !_codes.ContainsKey(code)).ToList();
        var codes = ordered.Except(missing).Select(code => (Canonical: code, Target: _codes[code])).DistinctBy(code => code.Target).ToList();
        return (codes, missing);
    }

    /// <summary>Reads a joined list of target codes, token by token; tokens that the set does not have are returned apart.</summary>
    public (IReadOnlyList<ResultCode> Codes, IReadOnlyList<string> Unknown) Read(string joined)
    {
        List<ResultCode> codes = [];
        List<string> unknown = [];
        foreach (var token in joined.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var matches = _codes.Where(pair => pair.Value == token).Select(pair => pair.Key).Order().ToList();
            codes.AddRange(matches);
            if (matches.Count == 0)
            {
                unknown.Add(token);
            }
        }

        return (codes, unknown);
    }

    /// <summary>What is wrong with a configured map.</summary>
    /// <param name="configured">The map.</param>
    /// <param name="member">Name of the option.</param>
    public static IEnumerable<ValidationResult> Problems(IReadOnlyDictionary<string, string> configured, string member) =>
        configured.Keys.Where(key => !Enum.TryParse<ResultCode>(key, out var code) || code.ToString() != key)
            .Select(key => new ValidationResult($"“{key}”不是规范检查结果代码", [member]))
            .Concat(configured.Where(pair => pair.Value.Contains(',', StringComparison.Ordinal))
                .Select(pair => new ValidationResult($"“{pair.Key}”的目标代码不能含逗号", [member])));
}
