using CsCheck;
using Gateway.Adapters.Identifiers;
using Xunit;

namespace Gateway.UnitTests.Normalise;

/// <summary>Generators of valid identifiers: synthetic, made by the published rules.</summary>
internal static class GeneratedIdentifiers
{
    private const string Digits = "0123456789";

    private static readonly Gen<char> Digit = Gen.Char[Digits];

    /// <summary>Eight characters of the USCC's alphabet whose GB 11714 check character is in it too: 0–9 and X are.</summary>
    public static readonly Gen<string> Uscc =
        from kind in Gen.OneOf("11", "12", "51", "91", "92", "93")
        from area in Gen.String[Digit, 6, 6]
        from body in Gen.String[Gen.Char[Gateway.Adapters.Identifiers.Uscc.Alphabet], 8, 8]
        select Complete(kind + area + body);

    public static readonly Gen<string> OldIdNumber =
        from area in Gen.String[Digit, 5, 5]
        from first in Gen.Char["123456789"]
        from day in Gen.Int[0, 36524]
        from sequence in Gen.String[Digit, 3, 3]
        select first + area + new DateOnly(1900, 1, 1).AddDays(day).ToString("yyMMdd", System.Globalization.CultureInfo.InvariantCulture) + sequence;

    private static string Complete(string first16)
    {
        Assert.True(OrganisationCode.TryCheckCharacter(first16.AsSpan(8), out var check));
        var first17 = first16 + check;
        return first17 + Gateway.Adapters.Identifiers.Uscc.CheckCharacter(first17);
    }
}
