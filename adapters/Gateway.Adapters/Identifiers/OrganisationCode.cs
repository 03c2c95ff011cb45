namespace Gateway.Adapters.Identifiers;

/// <summary>
/// Organisation code (组织机构代码, GB 11714-1997): eight characters 0–9, A–Z and a check character 0–9 or X, nine in all,
/// printed with or without a hyphen before the last. Within a USCC it is places 9–17. Allocates nothing.
/// </summary>
public static class OrganisationCode
{
    /// <summary>Characters in a code, without the hyphen.</summary>
    public const int Length = 9;

    /// <summary>Weights of places 1–8 (GB 11714-1997, 3.2).</summary>
    private static ReadOnlySpan<byte> Weights => [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>True for nine upper-case characters, or ten with a hyphen in the ninth place, whose check character is right.</summary>
    /// <param name="code">The code; any text is allowed and judged.</param>
    public static bool IsValid(ReadOnlySpan<char> code)
    {
        if (code.Length == Length + 1 && code[8] == '-')
        {
            return TryCheckCharacter(code[..8], out var hyphened) && code[9] == hyphened;
        }

        return code.Length == Length && TryCheckCharacter(code[..8], out var check) && code[8] == check;
    }

    /// <summary>The check character of eight: 11 − Σ mod 11, where 10 is written X and 11 is written 0 (GB 11714-1997, 3.2).</summary>
    /// <param name="first8">Exactly eight characters.</param>
    /// <param name="check">The check character when true.</param>
    /// <returns>False for another length or a character outside 0–9, A–Z.</returns>
    public static bool TryCheckCharacter(ReadOnlySpan<char> first8, out char check)
    {
        check = '\0';
        if (first8.Length != Length - 1)
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < first8.Length; i++)
        {
            var c = first8[i];
            int value;
            if (char.IsAsciiDigit(c))
            {
                value = c - '0';
            }
            else if (char.IsAsciiLetterUpper(c))
            {
                value = c - 'A' + 10;
            }
            else
            {
                return false;
            }

            sum += value * Weights[i];
        }

        check = (11 - (sum % 11)) switch { 10 => 'X', 11 => '0', var digit => (char)('0' + digit) };
        return true;
    }
}
