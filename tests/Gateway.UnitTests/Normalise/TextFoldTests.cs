using CsCheck;
using Gateway.Pipeline.Normalise.Values;
using Xunit;

namespace Gateway.UnitTests.Normalise;

public sealed class TextFoldTests
{
    [Theory]
    [InlineData("華縣", "华县")]
    [InlineData("渭南市　市場監督管理局", "渭南市市场监督管理局")]
    [InlineData("綜合對外貿易公司（國際）", "综合对外贸易公司(国际)")]
    [InlineData("發電機廠經營業務", "发电机厂经营业务")]
    [InlineData("東門區", "东门区")]
    [InlineData("ａｂｃ１２３", "ABC123")]
    [InlineData("陕政办发〔2023〕11号", "陕政办发[2023]11号")]
    [InlineData("陝政辦發【２０２３】11號", "陕政办发[2023]11号")]
    [InlineData(" 大荔\t县\r\n", "大荔县")]
    [InlineData("3月—12月", "3月-12月")]
    [InlineData("\uFEFF白水\u200B县", "白水县")]
    [InlineData("“互聯網＋監管”", "\"互联网+监管\"")]
    public void Keys_are_the_same_for_every_writing(string text, string key)
    {
        Assert.Equal(key, TextFold.Key(text));
        Assert.True(TextFold.SameKey(text, key));
    }

    [Fact]
    public void Different_names_keep_different_keys()
    {
        Assert.NotEqual(TextFold.Key("大荔县"), TextFold.Key("大丽县"));
        Assert.False(TextFold.SameKey("大荔县", "大荔"));
        Assert.False(TextFold.SameKey("大荔", "大荔县"));
        Assert.False(TextFold.SameKey("大荔县", "大荔 区"));
    }

    [Theory]
    [InlineData("  a  b ", "a b")]
    [InlineData("渭南市\r\n临渭区", "渭南市 临渭区")]
    [InlineData("（全角）　保留", "（全角） 保留")]
    [InlineData("零\u200B宽", "零宽")]
    [InlineData("a b", "a b")]
    [InlineData("\t", "")]
    [InlineData("", "")]
    public void Cleaning_touches_blanks_only(string text, string clean) => Assert.Equal(clean, TextFold.Clean(text));

    [Fact]
    public void Codes_keep_their_characters() => Assert.Equal("華A1", TextFold.Code(" 華ａ１ "));

    [Theory]
    [InlineData("ABC123")]
    [InlineData("渭南市临渭区东风大街12号")]
    public void Nothing_to_change_gives_the_same_instance(string text)
    {
        Assert.Same(text, TextFold.Key(text));
        Assert.Same(text, TextFold.Code(text));
        Assert.Same(text, TextFold.Clean(text));
    }

    [Fact]
    public void Folding_and_cleaning_twice_is_once() =>
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char['\u0020', '\u007e'], Gen.Char['\u4e00', '\u9fff'], Gen.Char['\u2000', '\u206f']), 0, 400].Sample(text =>
        {
            var key = TextFold.Key(text);
            var clean = TextFold.Clean(text);
            return TextFold.Key(key) == key
                && TextFold.Clean(clean) == clean
                && TextFold.Key(clean) == key
                && TextFold.SameKey(text, key)
                && TextFold.Code(TextFold.Code(text)) == TextFold.Code(text);
        });
}
