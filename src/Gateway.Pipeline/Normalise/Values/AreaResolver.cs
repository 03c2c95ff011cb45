using System.Collections.Frozen;

namespace Gateway.Pipeline.Normalise.Values;

/// <summary>
/// Finds a row's area: by its code where that is the feed's area or an alias of a known one, else by its addresses. Never by the
/// registrar's area in a USCC, which is where the code was issued. A known area's own code in another area's feed is a contradiction that
/// only the address can settle.
/// </summary>
public sealed class AreaResolver
{
    private const int CodeLength = 6;

    private readonly FrozenDictionary<string, (string Area, DateOnly? Since)> _aliases;
    private readonly FrozenSet<string> _codes;
    private readonly FrozenDictionary<string, (string Area, DateOnly? Since)>.AlternateLookup<ReadOnlySpan<char>> _aliasOf;
    private readonly AddressReader _addresses;

    public AreaResolver(AreaDirectory directory)
    {
        var aliases = new Dictionary<string, (string, DateOnly?)>(StringComparer.Ordinal);
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var area in directory.Areas)
        {
            if (!codes.Add(area.Code))
            {
                throw new ArgumentException($"Area {area.Code} is defined twice.", nameof(directory));
            }
        }

        foreach (var area in directory.Areas)
        {
            foreach (var alias in area.Aliases)
            {
                if (codes.Contains(alias.Code) || !aliases.TryAdd(alias.Code, (area.Code, alias.Since)))
                {
                    throw new ArgumentException($"Alias {alias.Code} of {area.Code} already stands for another area.", nameof(directory));
                }
            }
        }

        _aliases = aliases.ToFrozenDictionary(StringComparer.Ordinal);
        _aliasOf = _aliases.GetAlternateLookup<ReadOnlySpan<char>>();
        _codes = codes.ToFrozenSet(StringComparer.Ordinal);
        _addresses = new AddressReader(directory);
    }

    /// <summary>The area of a row.</summary>
    /// <param name="feedArea">The area whose feed was asked.</param>
    /// <param name="rowCode">The code in the row: 6 digits, or 9 or 12 of a town or village.</param>
    /// <param name="operatingAddress">Where the subject is; read first.</param>
    /// <param name="registeredAddress">Where it is registered.</param>
    /// <param name="day">The day on which an alias must be valid.</param>
    public AreaReading Resolve(string feedArea, string? rowCode, string? operatingAddress, string? registeredAddress, DateOnly day)
    {
        if (string.Equals(feedArea, rowCode, StringComparison.Ordinal))
        {
            return new AreaReading(AreaVerdict.Exact, feedArea);
        }

        var code = TextFold.Code(rowCode ?? string.Empty);
        if (string.Equals(feedArea, code, StringComparison.Ordinal))
        {
            return new AreaReading(AreaVerdict.Exact, feedArea);
        }

        if (ByCode(feedArea, code, day) is { } known)
        {
            return new AreaReading(AreaVerdict.Alias, known);
        }

        var named = ByAddress(operatingAddress) ?? ByAddress(registeredAddress);
        return named is null ? AreaReading.Unresolved : new AreaReading(AreaVerdict.ByAddress, named);
    }

    /// <summary>The area whose present code or alias this is, without any feed; null for an unknown one.</summary>
    public string? AreaOf(string code, DateOnly day)
    {
        if (_codes.TryGetValue(code, out var own))
        {
            return own;
        }

        return _aliases.TryGetValue(code, out var alias) && (alias.Since is null || alias.Since <= day) ? alias.Area : null;
    }

    /// <summary>The area that an address names; null when it names none, or a place elsewhere.</summary>
    public string? ByAddress(string? address) => string.IsNullOrEmpty(address) ? null : _addresses.Read(address);

    private string? ByCode(string feedArea, ReadOnlySpan<char> code, DateOnly day)
    {
        if (code.Length is not (CodeLength or 9 or 12) || code.ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        if (code.Length > CodeLength && code.StartsWith(feedArea))
        {
            return feedArea;
        }

        return _aliasOf.TryGetValue(code[..CodeLength], out var alias) && (alias.Since is null || alias.Since <= day) ? alias.Area : null;
    }
}
