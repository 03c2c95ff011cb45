using System.Text;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Desk;
using Xunit;

namespace Gateway.UnitTests.Desk;

public sealed class SentRowsTests
{
    private static readonly InspectionResult Result = new()
    {
        Id = "R2", EnteredBy = "王样例", Inspectors = [new("张样例", "61050001")],
        Subject = new("07", "钱样例", "111", "610502198001010015", Address: "样例路1号"),
    };

    [Fact]
    public void Only_the_records_own_rows_are_shown_and_no_person_in_clear()
    {
        var payload = Encoding.UTF8.GetBytes(
            """{"batch":"7","rows":[{"id":"R1","who":"孙样例"},{"id":"R2","who":"张样例,王样例","no":"61050001","subject":"钱样例 610502198001010015"},{"id":"R2","tel":"13812345678"}]}""");
        var shown = SentRows.Of(payload, [11, 12], [1, 2], 3, 12, new PersonalMask(Result));
        Assert.DoesNotContain("R1", shown, StringComparison.Ordinal);
        foreach (var personal in new[] { "孙样例", "张样例", "王样例", "钱样例", "61050001\"", "19800101", "13812345678" })
        {
            Assert.DoesNotContain(personal, shown, StringComparison.Ordinal);
        }

        Assert.Contains("张**", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_told_apart_is_not_shown()
    {
        var shown = SentRows.Of("""{"text":"R1 孙样例 R2"}"""u8.ToArray(), [11, 12], [1, 1], 2, 12, new PersonalMask(Result));
        Assert.DoesNotContain("孙样例", shown, StringComparison.Ordinal);
    }
}
