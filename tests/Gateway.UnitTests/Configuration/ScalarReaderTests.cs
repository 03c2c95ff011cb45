using Gateway.Adapters.Configuration;
using Gateway.Adapters.Configuration.Binding;
using Gateway.Adapters.Configuration.Settings;
using Gateway.Contracts;
using Xunit;

namespace Gateway.UnitTests.Configuration;

public sealed class ScalarReaderTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("5s", 5)]
    [InlineData("10m", 600)]
    [InlineData("1.5h", 5400)]
    [InlineData("2d", 172800)]
    [InlineData("PT10M", 600)]
    [InlineData("00:10:00", 600)]
    [InlineData("1.00:00:00", 86400)]
    public void Reads_durations(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(text, typeof(TimeSpan)));

    [Theory]
    [InlineData("5", typeof(TimeSpan))]
    [InlineData("-5s", typeof(TimeSpan))]
    [InlineData("5M", typeof(TimeSpan))]
    [InlineData("9999999999999d", typeof(TimeSpan))]
    [InlineData("P1X", typeof(TimeSpan))]
    [InlineData("1,000", typeof(int))]
    [InlineData("NaN", typeof(double))]
    [InlineData("alpha.invalid", typeof(Uri))]
    [InlineData("https://", typeof(Uri))]
    [InlineData("https://u:p@host/", typeof(Uri))]
    [InlineData("3", typeof(AlphaMode))]
    [InlineData("creditgrade", typeof(Feed))]
    public void Refuses_what_is_none(string text, Type type) => Assert.NotNull(ScalarReader.Read(Node(text, quoted: false), type).Expected);

    [Theory]
    [InlineData("sealed", AlphaMode.Sealed)]
    [InlineData("plainText", AlphaMode.PlainText)]
    [InlineData("plain-text", AlphaMode.PlainText)]
    public void Reads_enums_in_the_usual_spellings(string text, AlphaMode mode) => Assert.Equal(mode, Read(text, typeof(AlphaMode)));

    [Theory]
    [InlineData("0123")]
    [InlineData("610502")]
    [InlineData("1e5")]
    [InlineData("yes")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("")]
    public void Text_that_yaml_takes_for_something_else_needs_quotes(string text)
    {
        Assert.NotNull(ScalarReader.Read(Node(text, quoted: false), typeof(string)).Expected);
        Assert.Equal(text, ScalarReader.Read(Node(text, quoted: true), typeof(string)).Value);
    }

    private static object? Read(string text, Type type) => ScalarReader.Read(Node(text, quoted: false), type).Value;

    private static ScalarNode Node(string text, bool quoted) => new(text, quoted, SettingOrigin.Default);
}
