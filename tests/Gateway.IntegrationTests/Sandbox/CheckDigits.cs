using System.Globalization;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Check digits as the standards print them, for counting what the sandbox serves.</summary>
internal static class CheckDigits
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    public static bool Uscc(string code)
    {
        if (code.Length != 18 || !code.All(Alphabet.Contains))
        {
            return false;
        }

        var power = 1;
        var sum = 0;
        foreach (var c in code[..17])
        {
            sum += Alphabet.IndexOf(c, StringComparison.Ordinal) * power;
            power = power * 3 % 31;
        }

        int[] weights = [3, 7, 9, 10, 5, 8, 4, 2];
        var inner = (11 - (code.Substring(8, 8).Select((c, i) => (char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10) * weights[i]).Sum() % 11)) % 11;
        return code[17] == Alphabet[(31 - (sum % 31)) % 31] && code[16] == (inner == 10 ? 'X' : (char)('0' + inner));
    }

    public static bool Id(string number)
    {
        if (number.Length == 15)
        {
            return DateOnly.TryParseExact(string.Concat("19", number.AsSpan(6, 6)), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        }

        // Weights are 2^(17−i) modulo 11.
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += (number[i] - '0') * ((1 << (17 - i)) % 11);
        }

        return number[17] == "10X98765432"[sum % 11]
            && DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }
}
