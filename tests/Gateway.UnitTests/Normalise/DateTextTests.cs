using CsCheck;
using Gateway.Pipeline.Normalise.Values;
using Xunit;

namespace Gateway.UnitTests.Normalise;

public sealed class DateTextTests
{
    [Theory]
    [InlineData("2024-03-05")]
    [InlineData("2024-3-5")]
    [InlineData("2024/3/5")]
    [InlineData("2024/03/05")]
    [InlineData("2024.03.05")]
    [InlineData("20240305")]
    [InlineData("2024年3月5日")]
    [InlineData("2024年03月05")]
    [InlineData("２０２４－０３－０５")]
    [InlineData(" 2024 年 3 月 5 日 ")]
    [InlineData("2024-03-05 00:00:00")]
    [InlineData("2024-03-05 8:15")]
    [InlineData("2024-03-05 23:59:59.0")]
    [InlineData("2024-03-05T10:00:00")]
    [InlineData("2024-03-04T16:00:00Z")]
    [InlineData("2024-03-05T07:30:00.123+08:00")]
    [InlineData("20240305101112")]
    [InlineData("/Date(1709568000000)/")]
    [InlineData("/Date(1709568000000+0800)/")]
    [InlineData("45356")]
    [InlineData("45356.5")]
    [InlineData("2024/3/5 10:00:00")]
    public void Every_form_met_is_the_same_day(string text)
    {
        var reading = DateText.Read(text);
        Assert.Equal((DateVerdict.Date, new DateOnly(2024, 3, 5)), (reading.Verdict, reading.Date));
    }

    [Theory]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("2024-00-10")]
    [InlineData("2024-04-31")]
    [InlineData("1899-12-31")]
    [InlineData("3000-01-01")]
    [InlineData("0000-00-00")]
    [InlineData("2024-03/05")]
    [InlineData("2024-3")]
    [InlineData("2024")]
    [InlineData("202403")]
    [InlineData("2024-03-05 25:00:00")]
    [InlineData("2024-03-05 10:61:00")]
    [InlineData("2024-03-05x")]
    [InlineData("2024-03-05T10:00:00+")]
    [InlineData("2024-03-05T10:00:00+8")]
    [InlineData("去年")]
    [InlineData("00000")]
    [InlineData("/Date(abc)/")]
    [InlineData("/Date()/")]
    public void What_is_no_day_is_invalid(string text)
    {
        Assert.Equal(DateVerdict.Invalid, DateText.Read(text).Verdict);
        Assert.Null(DateText.Read(text).Date);
    }

    [Theory]
    [InlineData("2099/12/31")]
    [InlineData("2099-12-31")]
    [InlineData("9999-12-31 00:00:00")]
    [InlineData("长期")]
    [InlineData("長期")]
    [InlineData("长期有效")]
    public void No_end_is_an_open_end(string text) => Assert.Equal(DateReading.OpenEnd, DateText.Read(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("N/A")]
    [InlineData("null")]
    public void Nothing_is_absent(string? text) => Assert.Equal(DateReading.Absent, DateText.Read(text));

    [Fact]
    public void Times_of_day_are_kept_on_Chinas_clock()
    {
        Assert.Equal(new DateTime(2024, 3, 5, 23, 4, 5), DateText.Read("2024-03-05 23:04:05").Moment);
        Assert.Equal(new DateTime(2024, 3, 6, 7, 4, 5), DateText.Read("2024-03-05T23:04:05Z").Moment);
        Assert.Equal(new DateTime(2024, 3, 5, 0, 0, 0), DateText.Read("2024-03-05").Moment);
        Assert.Equal(new TimeOnly(12, 0), DateText.Read("45356.5").Time);
    }

    [Fact]
    public void Any_day_survives_any_form() =>
        Gen.Select(Gen.Int[0, 400_000], Gen.OneOf("yyyy-MM-dd", "yyyy/M/d", "yyyyMMdd", "yyyy.MM.dd", "yyyy年M月d日", "yyyy-MM-dd HH:mm:ss"))
            .Sample((days, format) =>
            {
                var day = new DateTime(1900, 1, 1, 11, 22, 33).AddDays(days);
                var reading = DateText.Read(day.ToString(format, System.Globalization.CultureInfo.InvariantCulture));
                return reading.Verdict == DateVerdict.OpenEnd
                    ? day is { Year: 2099, Month: 12, Day: 31 }
                    : reading.Date == DateOnly.FromDateTime(day);
            });

    [Fact]
    public void No_text_makes_it_throw() =>
        Gen.String[Gen.Char["0123456789-/.年月日: TZ+长期"], 0, 30].Sample(text => Enum.IsDefined(DateText.Read(text).Verdict));
}
