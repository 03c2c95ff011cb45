using Gateway.Adapters.Identifiers;
using Xunit;

namespace Gateway.UnitTests.Normalise;

public sealed class MaskingTests
{
    [Fact]
    public void Masks_keep_only_the_ends()
    {
        Assert.Equal("110*************2X", Masking.IdNumber("11010519491231002X"));
        Assert.Equal("110**********02", IdNumber.Mask("110105491231002"));
        Assert.Equal("138****5678", Masking.Phone("13812345678"));
        Assert.Equal("******78", Masking.Phone("12345678"));
        Assert.Equal("27*******02", Masking.LawNo("27050001102"));
        Assert.Equal("张**", Masking.Person("张小明"));
        Assert.Equal("张*", Masking.Person("张三"));
        Assert.Equal("", Masking.Person(""));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("12")]
    [InlineData("123")]
    [InlineData("1234567")]
    public void A_text_too_short_to_keep_anything_shows_nothing(string text) => Assert.Equal(new string('*', text.Length), Masking.IdNumber(text));

    [Fact]
    public void Personal_data_inside_text_is_masked_and_nothing_else()
    {
        Assert.Equal("电话138****5678，证号110*************2X。", Masking.InText("电话13812345678，证号11010519491231002X。"));
        Assert.Equal("旧证110**********02", Masking.InText("旧证110105491231002"));
        Assert.Equal("110*************2x", Masking.InText("11010519491231002x"));

        const string Plain = "编码61000000000001，主体91350100M000100Y43，金额1234567890123456元";
        Assert.Same(Plain, Masking.InText(Plain));
    }

    [Fact]
    public void Of_a_peers_words_no_number_of_a_person_and_no_token_remains()
    {
        Assert.Equal("参数错误 61**************1X，13*******34，0913-*******", Masking.PeerWords("参数错误 61050219800101001X，13912345634，0913-2987654"));
        Assert.Equal("证号 SX*********07、27*******61", Masking.PeerWords("证号 SX61050200007、27050098761"));
        Assert.Equal("Bearer ey" + new string('*', 27) + "9g", Masking.PeerWords("Bearer eyJhbGciOiJIUzINiIsInRcCIIkpX9g"));
        Assert.Equal(Masking.LongestWords + 1, Masking.PeerWords(new string('长', 10_000)).Length);

        const string Plain = "记录 610502-R1-01 重复报送（2004），字段 check_result 未知";
        Assert.Equal(Plain, Masking.PeerWords(Plain));
        Assert.Equal("", Masking.PeerWords(null));
    }
}
