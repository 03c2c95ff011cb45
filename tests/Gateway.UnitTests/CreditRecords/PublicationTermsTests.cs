using CsCheck;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.CreditRecords;
using Gateway.UnitTests.Normalise;
using Xunit;

namespace Gateway.UnitTests.CreditRecords;

/// <summary>Terms of publication: 《信用修复管理办法》, domain facts 5.</summary>
public sealed class PublicationTermsTests
{
    private static readonly PublicationTerms Terms = PublicationTerms.Default;
    private static readonly DateOnly Decided = new(2026, 4, 30);

    [Theory]
    [InlineData(Severity.General, null, "2027-04-30", "2026-07-30")]
    [InlineData(Severity.General, "2026-09-01", "2026-09-01", "2026-07-30")]
    [InlineData(Severity.General, "2030-01-01", "2027-04-30", "2026-07-30")]
    [InlineData(Severity.Serious, null, "2029-04-30", "2027-04-30")]
    [InlineData(Severity.Minor, null, "2026-07-30", "2026-04-30")]
    public void Publication_ends_as_stated_but_no_later_than_the_severity_allows(Severity severity, string? stated, string end, string repairable)
    {
        Assert.Equal(Day(end), Terms.EndOf(severity, Decided, stated is null ? null : Day(stated)));
        Assert.Equal(Day(repairable), Terms.RepairableFrom(severity, Decided));
    }

    [Fact]
    public void A_record_without_a_severity_ends_as_stated_or_never()
    {
        Assert.Null(Terms.EndOf(null, Decided, null));
        Assert.Equal(Decided, Terms.EndOf(null, Decided, Decided));
        Assert.Equal(Decided, Terms.RepairableFrom(null, Decided));
    }

    [Fact]
    public void No_end_is_after_what_is_stated_or_allowed_and_it_is_one_of_the_two() =>
        Gen.Select(Gen.Enum<Severity>(), Gen.Int[0, 20_000], Gen.Int[0, 4_000]).Sample((severity, decided, stated) =>
        {
            var day = new DateOnly(2000, 1, 1).AddDays(decided);
            var (asked, latest) = (day.AddDays(stated), day.AddMonths(Terms.Of(severity).MaxMonths));
            var end = Terms.EndOf(severity, day, asked);
            Assert.Equal(asked < latest ? asked : latest, end);
            Assert.True(Terms.RepairableFrom(severity, day) <= latest);
        });

    [Fact]
    public void The_file_that_ships_holds_the_terms_of_the_law()
    {
        var shipped = PublicationTermsFile.ReadFrom(Path.Combine(ReferenceFiles.Root, "adapters"));
        foreach (var severity in Enum.GetValues<Severity>())
        {
            Assert.Equal(Terms.Of(severity), shipped.Of(severity));
        }
    }

    [Theory]
    [InlineData("minor: { published: false, minMonths: 0, maxMonths: 3 }", "general 缺少")]
    [InlineData("other: 1", "other")]
    [InlineData("minor: { published: false, minMonths: 4, maxMonths: 3 }", "minor 应为")]
    public void A_wrong_file_is_refused_with_all_that_is_wrong(string yaml, string said)
    {
        var refused = Assert.Throws<FormatException>(() => PublicationTermsFile.Read(new StringReader(yaml)));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
