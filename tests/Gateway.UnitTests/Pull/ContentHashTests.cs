using CsCheck;
using Gateway.Contracts;
using Gateway.Pipeline.Pull;
using Xunit;

namespace Gateway.UnitTests.Pull;

public sealed class ContentHashTests
{
    private static readonly Gen<string?> Value = Gen.OneOf(Gen.Const((string?)null), Gen.String.Select(x => (string?)x));

    private static readonly Gen<string?[]> Business = Value.Array[0, 12];

    [Fact]
    public void Is_the_same_for_the_same_values_and_another_for_others() =>
        Gen.Select(Business, Business).Sample((left, right) =>
            Assert.Equal(left.SequenceEqual(right), Of(left) == Of(right)));

    [Fact]
    public void Does_not_depend_on_what_was_hashed_before() =>
        Gen.Select(Business, Business).Sample((first, second) =>
        {
            var hash = new ContentHash("1");
            hash.Of(Row(first));
            Assert.Equal(new ContentHash("1").Of(Row(second)), hash.Of(Row(second)));
        });

    [Theory]
    [InlineData("ab", "c", "a", "bc")]
    [InlineData("", null, null, "")]
    [InlineData("", "", null, null)]
    public void Keeps_neighbours_and_nothing_apart_from_each_other(string? a, string? b, string? c, string? d) =>
        Assert.NotEqual(Of([a, b]), Of([c, d]));

    [Fact]
    public void Leaves_the_envelope_out_for_a_resent_row_says_nothing_new()
    {
        var row = Row(["same"]);
        var resent = (string?[])row.Clone();
        for (var place = 0; place < Envelope.Count; place++)
        {
            resent[place] = "other";
        }

        Assert.Equal(new ContentHash("1").Of(row), new ContentHash("1").Of(resent));
    }

    [Fact]
    public void Changes_with_the_rules() => Assert.NotEqual(new ContentHash("1").Of(Row(["x"])), new ContentHash("2").Of(Row(["x"])));

    [Fact]
    public void Holds_values_longer_than_its_buffer() => Assert.NotEqual(Of([new string('长', 10_000)]), Of([new string('长', 10_001)]));

    private static Guid Of(string?[] business) => new ContentHash("1").Of(Row(business));

    private static string?[] Row(string?[] business) => [.. new string?[Envelope.Count], .. business];
}
