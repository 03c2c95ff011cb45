using CsCheck;
using Gateway.Adapters.Identifiers;
using Xunit;

namespace Gateway.UnitTests.Normalise;

public sealed class UsccTests
{
    // Published examples: GB 32100-2015 itself, and codes printed by public registers.
    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("91110000600037341L")]
    [InlineData("91110108551385082Q")]
    public void Published_codes_are_valid(string code) => Assert.Equal(UsccVerdict.Valid, Uscc.Check(code));

    [Theory]
    [InlineData("", UsccVerdict.BadLength)]
    [InlineData("91350100M000100Y4", UsccVerdict.BadLength)]
    [InlineData("91350100M000100Y433", UsccVerdict.BadLength)]
    [InlineData("91350100I000100Y43", UsccVerdict.BadCharacter)]
    [InlineData("91350100m000100Y43", UsccVerdict.BadCharacter)]
    [InlineData("9135010０M000100Y43", UsccVerdict.BadCharacter)]
    [InlineData("91350A00M000100Y43", UsccVerdict.BadCharacter)]
    [InlineData("91350100M000100Y44", UsccVerdict.BadCheckDigit)]
    [InlineData("91350100M000100Y4Z", UsccVerdict.BadCharacter)]
    [InlineData("19350100M000100Y43", UsccVerdict.BadCheckDigit)]
    public void Wrong_codes_say_what_is_wrong(string code, UsccVerdict expected) => Assert.Equal(expected, Uscc.Check(code));

    [Fact]
    public void A_right_code_around_a_wrong_organisation_code_is_refused()
    {
        const string First17 = "91350100M000100Y5";
        Assert.Equal(UsccVerdict.BadOrganisationCode, Uscc.Check(First17 + Uscc.CheckCharacter(First17)));
    }

    [Fact]
    public void Every_code_made_by_the_rules_is_valid() =>
        GeneratedIdentifiers.Uscc.Sample(code => Uscc.Check(code) == UsccVerdict.Valid);

    [Fact]
    public void Every_change_of_one_character_is_caught() =>
        Gen.Select(GeneratedIdentifiers.Uscc, Gen.Int[0, 17], Gen.Char[Uscc.Alphabet]).Sample((code, place, other) =>
            code[place] == other || !Uscc.IsValid(string.Concat(code.AsSpan(0, place), other.ToString(), code.AsSpan(place + 1))));

    [Theory]
    [InlineData("D2143569X", true)] // the worked example of GB 11714
    [InlineData("D2143569-X", true)]
    [InlineData("M000100Y4", true)]
    [InlineData("D21435690", false)]
    [InlineData("D2143569-0", false)]
    [InlineData("d2143569X", false)]
    [InlineData("D2143569", false)]
    public void Organisation_codes_follow_GB_11714(string code, bool valid) => Assert.Equal(valid, OrganisationCode.IsValid(code));

    [Theory]
    [InlineData("61000000000001", true)]
    [InlineData("6100000000001", false)]
    [InlineData("6100000000000A", false)]
    [InlineData("６1000000000001", false)]
    public void Matter_codes_are_14_digits(string code, bool valid) => Assert.Equal(valid, ItemCode.IsValid(code));

    [Theory]
    [InlineData("91350100M000100Y431", true)]
    [InlineData("91350100M000100Y435", true)]
    [InlineData("91350100M000100Y430", false)]
    [InlineData("91350100M000100Y436", false)]
    [InlineData("91350100M000100Y441", false)]
    [InlineData("91350100M000100Y43", false)]
    public void Implement_codes_are_a_USCC_and_1_to_5(string code, bool valid) => Assert.Equal(valid, ImplementCode.IsValid(code));
}
