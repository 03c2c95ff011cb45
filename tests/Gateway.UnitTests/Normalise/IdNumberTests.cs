using CsCheck;
using Gateway.Adapters.Identifiers;
using Xunit;

namespace Gateway.UnitTests.Normalise;

public sealed class IdNumberTests
{
    // The two examples printed in GB 11643-1999.
    [Theory]
    [InlineData("11010519491231002X")]
    [InlineData("440524188001010014")]
    public void The_standards_examples_are_valid(string number) => Assert.Equal(IdNumberVerdict.Valid, IdNumber.Check(number));

    [Theory]
    [InlineData("", IdNumberVerdict.BadLength)]
    [InlineData("1101051949123100", IdNumberVerdict.BadLength)]
    [InlineData("11010519491231002x", IdNumberVerdict.BadCharacter)]
    [InlineData("1101051949123100XX", IdNumberVerdict.BadCharacter)]
    [InlineData("01010519491231002X", IdNumberVerdict.BadCharacter)]
    [InlineData("110105194913310024", IdNumberVerdict.BadDate)]
    [InlineData("110105194902290024", IdNumberVerdict.BadDate)]
    [InlineData("110105194912310021", IdNumberVerdict.BadCheckDigit)]
    [InlineData("110105491231002", IdNumberVerdict.ValidOldForm)]
    [InlineData("110105490229002", IdNumberVerdict.BadDate)]
    [InlineData("11010549123100X", IdNumberVerdict.BadCharacter)]
    public void Numbers_say_what_they_are(string number, IdNumberVerdict expected) => Assert.Equal(expected, IdNumber.Check(number));

    [Fact]
    public void Fifteen_digits_become_eighteen()
    {
        Assert.True(IdNumber.TryUpgrade("110105491231002", out var upgraded));
        Assert.Equal("11010519491231002X", upgraded);
        Assert.False(IdNumber.TryUpgrade("110105490229002", out _));
    }

    [Fact]
    public void An_upgraded_number_is_valid_and_holds_the_old_one() =>
        GeneratedIdentifiers.OldIdNumber.Sample(old =>
            IdNumber.TryUpgrade(old, out var upgraded)
            && IdNumber.Check(upgraded) == IdNumberVerdict.Valid
            && upgraded.Remove(17).Remove(6, 2) == old
            && IdNumber.TryUpgrade(upgraded, out var again) && again == upgraded);

    [Fact]
    public void Every_change_of_one_digit_is_caught() =>
        Gen.Select(GeneratedIdentifiers.OldIdNumber, Gen.Int[0, 16], Gen.Char["0123456789"]).Sample((old, place, other) =>
        {
            Assert.True(IdNumber.TryUpgrade(old, out var number));
            return number[place] == other
                || !IdNumber.IsValid(string.Concat(number.AsSpan(0, place), other.ToString(), number.AsSpan(place + 1)));
        });
}
