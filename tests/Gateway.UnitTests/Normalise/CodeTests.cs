using Gateway.Pipeline.Normalise.Values;
using Xunit;

namespace Gateway.UnitTests.Normalise;

public sealed class CodeTests
{
    [Theory]
    [InlineData("F5265", 'F', "52", "526", "5265")]
    [InlineData("5265", 'F', "52", "526", "5265")]
    [InlineData("526", 'F', "52", "526", null)]
    [InlineData("52", 'F', "52", null, null)]
    [InlineData("F", 'F', null, null, null)]
    [InlineData("ｆ５２", 'F', "52", null, null)]
    [InlineData("零售業", 'F', "52", null, null)]
    [InlineData("A0111", 'A', "01", "011", "0111")]
    public void Industry_codes_are_taken_apart(string text, char section, string? division, string? group, string? smallest)
    {
        var code = Industry.Read(text);
        Assert.NotNull(code);
        Assert.Equal((section, division, group, smallest), (code.Section, code.Division, code.Group, code.Class));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("98")]
    [InlineData("00")]
    [InlineData("A5265")]
    [InlineData("52655")]
    [InlineData("Z")]
    [InlineData("零售")]
    public void What_is_no_industry_is_null(string? text) => Assert.Null(Industry.Read(text));

    [Fact]
    public void There_are_97_divisions_in_20_sections()
    {
        Assert.Equal(97, Industry.Divisions.Count);
        Assert.Equal(20, Industry.Divisions.Values.Select(division => division.Section).Distinct().Count());
        Assert.Equal("批发和零售业", Industry.Divisions["52"].SectionName);
    }

    [Theory]
    [InlineData("危化,烟花爆竹、 危化；校外培训，", "危化|烟花爆竹|校外培训")]
    [InlineData("發電,发电", "發電")]
    [InlineData(" 单个 ", "单个")]
    [InlineData(",,", "")]
    [InlineData(null, "")]
    public void Tags_are_parted_cleaned_and_kept_once_in_order(string? text, string expected) => Assert.Equal(expected, string.Join('|', Tags.Read(text)));

    [Theory]
    [InlineData("01", "01")]
    [InlineData("1", "01")]
    [InlineData("企業", "01")]
    [InlineData(" １７ ", "17")]
    [InlineData("个体工商户", "03")]
    [InlineData("08", null)]
    [InlineData("", null)]
    [InlineData("0", null)]
    public void Kinds_of_subject_are_codes_or_names(string text, string? code) => Assert.Equal(code, CodeSets.SubjectKind.Read(text));

    [Fact]
    public void There_are_fourteen_kinds_of_subject() => Assert.Equal(14, CodeSets.SubjectKind.Codes.Count);

    [Theory]
    [InlineData("a", "A")]
    [InlineData("D级", "D")]
    [InlineData("E", null)]
    public void Grades_are_A_to_D(string text, string? grade) => Assert.Equal(grade, CodeSets.CreditGrade.Read(text));

    [Fact]
    public void Zero_alone_is_a_code_where_the_set_has_it() => Assert.Equal("0", CodeSets.State.Read("0"));
}
