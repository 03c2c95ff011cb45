namespace Gateway.Adapters.Identifiers;

/// <summary>
/// Unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters = registrar (1), category (1), area of the registrar (6 digits),
/// organisation code (9, GB 11714), check character (1). Allocates nothing. Expects upper case, half width, no blanks: fold before the check.
/// </summary>
public static class Uscc
{
    /// <summary>Characters in a code.</summary>
    public const int Length = 18;

    /// <summary>The alphabet of GB 32100-2015, table A.1: value of a character = its place. No I, O, S, V, Z.</summary>
    public const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private const byte None = 255;

    /// <summary>Weights of places 1–17: 3^(i-1) mod 31 (GB 32100-2015, table A.2).</summary>
    private static ReadOnlySpan<byte> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    private static readonly byte[] Values = BuildValues();

    /// <summary>Checks length, alphabet, the code's own check character, then that of the organisation code within (places 9–17).</summary>
    /// <param name="code">The code; any text is allowed and judged.</param>
    public static UsccVerdict Check(ReadOnlySpan<char> code)
    {
        if (code.Length != Length)
        {
            return UsccVerdict.BadLength;
        }

        var values = Values;
        var sum = 0;
        for (var i = 0; i < Length - 1; i++)
        {
            var c = code[i];
            var value = c < values.Length ? values[c] : None;
            if (value == None || (i is >= 2 and < 8 && value > 9))
            {
                return UsccVerdict.BadCharacter;
            }

            sum += value * Weights[i];
        }

        var last = code[Length - 1];
        var check = last < values.Length ? values[last] : None;
        if (check == None)
        {
            return UsccVerdict.BadCharacter;
        }

        if (check != (31 - (sum % 31)) % 31)
        {
            return UsccVerdict.BadCheckDigit;
        }

        return Identifiers.OrganisationCode.IsValid(OrganisationCode(code)) ? UsccVerdict.Valid : UsccVerdict.BadOrganisationCode;
    }

    /// <summary>True when <see cref="Check"/> says <see cref="UsccVerdict.Valid"/>.</summary>
    /// <param name="code">The code.</param>
    public static bool IsValid(ReadOnlySpan<char> code) => Check(code) == UsccVerdict.Valid;

    /// <summary>The organisation code within: places 9–17, nine characters without hyphen.</summary>
    /// <param name="code">18 characters; a shorter text throws.</param>
    public static ReadOnlySpan<char> OrganisationCode(ReadOnlySpan<char> code) => code.Slice(8, 9);

    /// <summary>
    /// The area of the registrar (places 3–8, GB/T 2260), which is where the code was issued and not where the subject is:
    /// province-registered subjects carry 610000, and old counties keep their old code. Never resolve an area from it alone.
    /// </summary>
    /// <param name="code">18 characters; a shorter text throws.</param>
    public static ReadOnlySpan<char> RegistrarArea(ReadOnlySpan<char> code) => code.Slice(2, 6);

    /// <summary>The check character (place 18) of the first seventeen characters.</summary>
    /// <param name="first17">At least 17 characters of the alphabet.</param>
    /// <exception cref="ArgumentException">Too short, or a character outside the alphabet.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        if (first17.Length < Length - 1)
        {
            throw new ArgumentException("17 characters are needed.", nameof(first17));
        }

        var sum = 0;
        for (var i = 0; i < Length - 1; i++)
        {
            var c = first17[i];
            var value = c < Values.Length ? Values[c] : None;
            if (value == None)
            {
                throw new ArgumentException("A character outside the alphabet of GB 32100.", nameof(first17));
            }

            sum += value * Weights[i];
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }

    private static byte[] BuildValues()
    {
        var values = new byte[128];
        Array.Fill(values, None);
        for (var i = 0; i < Alphabet.Length; i++)
        {
            values[Alphabet[i]] = (byte)i;
        }

        return values;
    }
}
