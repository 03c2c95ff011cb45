namespace Gateway.Sandbox.Data;

/// <summary>统一社会信用代码: GB 32100 with the organisation code of GB 11714 inside (characters 9–17).</summary>
internal static class Uscc
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>The value of a character, −1 where the alphabet has none; asked for millions of times.</summary>
    private static readonly sbyte[] Values = [.. Enumerable.Range(0, 128).Select(c => (sbyte)Alphabet.IndexOf((char)c, StringComparison.Ordinal))];

    /// <summary>31^6: how many organisation codes <c>MA……</c> there are.</summary>
    private const long Codes = 887_503_681;

    /// <summary>A valid code; <paramref name="number"/> → organisation code is one to one, so two numbers never share a code.</summary>
    public static string Make(string prefix, string area, long number)
    {
        Span<char> code = stackalloc char[18];
        prefix.CopyTo(code);
        area.CopyTo(code[2..]);
        var rest = ((number % Codes * 387_420_489L) + 12_345) % Codes;
        code[8] = 'M';
        code[9] = 'A';
        for (var i = 15; i >= 10; i--)
        {
            code[i] = Alphabet[(int)(rest % 31)];
            rest /= 31;
        }

        code[16] = OrganisationCheck(code[8..16]);
        code[17] = Check(code[..17]);
        return new string(code);
    }

    public static bool IsValid(string? code) =>
        code is { Length: 18 } && IsOfAlphabet(code)
        && OrganisationCheck(code.AsSpan(8, 8)) == code[16] && Check(code.AsSpan(0, 17)) == code[17];

    /// <summary>The same code with a wrong last character.</summary>
    public static string WithWrongCheck(string code) => code[..17] + Another(code[17]);

    /// <summary>A wrong organisation code inside, the outer check character right again.</summary>
    public static string WithWrongOrganisation(string code)
    {
        var wrong = code[..16] + Another(code[16]);
        return wrong + Check(wrong);
    }

    private static bool IsOfAlphabet(string code)
    {
        foreach (var c in code)
        {
            if (c >= 128 || Values[c] < 0)
            {
                return false;
            }
        }

        return true;
    }

    private static char Another(char c) => Alphabet[(Alphabet.IndexOf(c, StringComparison.Ordinal) + 1) % 31];

    private static char Check(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += Values[first17[i]] * Weights[i];
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }

    private static char OrganisationCheck(ReadOnlySpan<char> first8)
    {
        var sum = 0;
        for (var i = 0; i < 8; i++)
        {
            sum += (first8[i] <= '9' ? first8[i] - '0' : first8[i] - 'A' + 10) * OrganisationWeights[i];
        }

        return (11 - (sum % 11)) switch { 10 => 'X', 11 => '0', var digit => (char)('0' + digit) };
    }
}
