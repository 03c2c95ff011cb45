namespace Gateway.Adapters.Identifiers;

/// <summary>
/// Citizen identity number (公民身份号码, GB 11643-1999): area (6), date of birth yyyyMMdd (8), sequence (3), check character (1).
/// Personal data: never logged or stored in clear; use <see cref="Mask"/> to show one. Expects upper case, half width, no blanks.
/// </summary>
public static class IdNumber
{
    /// <summary>Characters in the present form.</summary>
    public const int Length = 18;

    /// <summary>Digits in the form issued before 1999: two-digit year, no check character.</summary>
    public const int OldLength = 15;

    private const string CheckCharacters = "10X98765432";

    /// <summary>Weights of places 1–17: 2^(18-i) mod 11 (GB 11643-1999, 5.1).</summary>
    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Checks length, characters, date of birth and check character.</summary>
    /// <param name="number">The number; any text is allowed and judged.</param>
    public static IdNumberVerdict Check(ReadOnlySpan<char> number)
    {
        if (number.Length == OldLength)
        {
            return CheckOldForm(number);
        }

        if (number.Length != Length)
        {
            return IdNumberVerdict.BadLength;
        }

        var last = number[17];
        if (!AreDigits(number[..17]) || number[0] == '0' || !(char.IsAsciiDigit(last) || last == 'X'))
        {
            return IdNumberVerdict.BadCharacter;
        }

        if (!IsDate(Value(number.Slice(6, 4)), Value(number.Slice(10, 2)), Value(number.Slice(12, 2))))
        {
            return IdNumberVerdict.BadDate;
        }

        return CheckCharacter(number) == last ? IdNumberVerdict.Valid : IdNumberVerdict.BadCheckDigit;
    }

    /// <summary>True when <see cref="Check"/> says valid, in either form.</summary>
    /// <param name="number">The number.</param>
    public static bool IsValid(ReadOnlySpan<char> number) => Check(number) is IdNumberVerdict.Valid or IdNumberVerdict.ValidOldForm;

    /// <summary>
    /// The 18-character form of a valid number: a 15-digit one gets its century (19, which all of them have; chosen for the
    /// reserved sequences 996–999 too) and its check character; an 18-character one comes back as it is.
    /// </summary>
    /// <param name="number">The number in either form.</param>
    /// <param name="upgraded">18 characters when true, else empty.</param>
    /// <returns>False when the number is not valid.</returns>
    public static bool TryUpgrade(ReadOnlySpan<char> number, out string upgraded)
    {
        upgraded = string.Empty;
        switch (Check(number))
        {
            case IdNumberVerdict.Valid:
                upgraded = new string(number);
                return true;
            case IdNumberVerdict.ValidOldForm:
                Span<char> full = stackalloc char[Length];
                number[..6].CopyTo(full);
                full[6] = '1';
                full[7] = '9';
                number[6..].CopyTo(full[8..]);
                full[17] = CheckCharacter(full);
                upgraded = new string(full);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The check character (place 18) of the first seventeen digits, which must be digits.</summary>
    /// <param name="first17">At least 17 digits.</param>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += (first17[i] - '0') * Weights[i];
        }

        return CheckCharacters[sum % 11];
    }

    /// <summary>The number for eyes: see <see cref="Masking.IdNumber"/>.</summary>
    /// <param name="number">The number, valid or not.</param>
    public static string Mask(ReadOnlySpan<char> number) => Masking.IdNumber(number);

    private static IdNumberVerdict CheckOldForm(ReadOnlySpan<char> number)
    {
        if (!AreDigits(number) || number[0] == '0')
        {
            return IdNumberVerdict.BadCharacter;
        }

        return IsDate(1900 + Value(number.Slice(6, 2)), Value(number.Slice(8, 2)), Value(number.Slice(10, 2)))
            ? IdNumberVerdict.ValidOldForm
            : IdNumberVerdict.BadDate;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static int Value(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            value = (value * 10) + (digit - '0');
        }

        return value;
    }

    private static bool IsDate(int year, int month, int day) =>
        year is >= 1850 and < 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
}
