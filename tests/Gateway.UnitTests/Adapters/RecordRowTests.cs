using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Gateway.Adapters.Credit;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.CreditRecords;
using Gateway.Contracts.Results;
using Gateway.Testing;
using Xunit;

namespace Gateway.UnitTests.Adapters;

/// <summary>The CF_* and XK_* rows, column by column. Source: domain facts 2.1, 2.2.</summary>
public sealed class RecordRowTests
{
    private static readonly BatchStamp Stamp = new("2026110400001", new DateTime(2026, 11, 4, 9, 0, 0));

    [Fact]
    public void A_penalty_of_an_organisation() => AssertRow(
        $$"""
        {"id":"610502-P1","CF_XDR_MC":"渭南样例石化有限公司","CF_XDR_LB":"法人及非法人组织","CF_XDR_SHXYM":"{{ResultSamples.Enterprise}}",
        "CF_XDR_GSZC":"610502100000001","CF_XDR_ZZJG":"","CF_XDR_SWDJ":"","CF_XDR_SYDW":"","CF_XDR_SHZZ":"","CF_FRDB":"孙样例","CF_FR_ZJLX":"111",
        "CF_FR_ZJHM":"{{ResultSamples.Citizen}}","CF_XDR_ZJLX":"","CF_XDR_ZJHM":"","CF_WSH":"渭临商罚〔2026〕P1号","CF_WFXW":"未按规定报送信息",
        "CF_SY":"未按规定报送成品油销售信息","CF_YJ":"《成品油市场管理办法》第三十条","CF_CFLB":"罚款；没收违法所得","CF_NR":"罚款一万元",
        "CF_NR_FK":"1.000000","CF_NR_WFFF":"0.000001","CF_NR_ZKDX":"","CF_JDRQ":"2026/10/30","CF_YXQ":"2099/12/31","CF_GSJZQ":"2027/10/30",
        "CF_CFJG":"临渭区样例局","CF_CFJGDM":"{{ResultSamples.Department}}","CF_SJLY":"样例数据局","CF_SJLYDM":"11610503016000000X","BZ":"","publicstatus":"0"}
        """,
        Map(RecordSamples.Penalty("P1") with { Categories = ["03", "02"], Confiscated = 0.01m }, DeliveryOperation.Insert));

    [Fact]
    public void A_natural_person_has_certificate_and_no_uscc()
    {
        var row = Row(Map(RecordSamples.OfCitizen("P1"), DeliveryOperation.Correct));
        Assert.Equal(
            ("自然人", "", "111", ResultSamples.Citizen, "0", ""),
            ((string?)row["CF_XDR_LB"], (string?)row["CF_XDR_SHXYM"], (string?)row["CF_XDR_ZJLX"], (string?)row["CF_XDR_ZJHM"], (string?)row["publicstatus"],
                (string?)row["CF_NR_WFFF"]));
    }

    [Theory]
    [InlineData(false, "1")]
    [InlineData(true, "2")]
    public void A_withdrawal_is_the_same_row_with_another_status(bool erase, string status)
    {
        var (before, after) = (Row(Map(RecordSamples.Penalty("P1"), DeliveryOperation.Insert)), Row(Map(RecordSamples.Penalty("P1"), DeliveryOperation.Withdraw, erase)));
        Assert.Equal(status, (string?)after["publicstatus"]);
        after["publicstatus"] = "0";
        Assert.Equal(before.ToJsonString(), after.ToJsonString());
    }

    [Fact]
    public void A_licence_without_an_end_is_for_ever() => AssertRow(
        $$"""
        {"id":"610502-L1","XK_XDR_MC":"临渭区样例油品店","XK_XDR_LB":"个体工商户","XK_XDR_SHXYM":"{{ResultSamples.Trader}}","XK_XDR_GSZC":"",
        "XK_XDR_ZZJG":"","XK_XDR_SWDJ":"","XK_XDR_SYDW":"","XK_XDR_SHZZ":"","XK_FRDB":"","XK_FR_ZJLX":"","XK_FR_ZJHM":"","XK_XDR_ZJLX":"",
        "XK_XDR_ZJHM":"","XK_XKWS":"准予行政许可决定书","XK_WSH":"渭临商许〔2026〕L1号","XK_XKLB":"普通","XK_XKZS":"成品油零售经营批准证书",
        "XK_XKBH":"油零售证书第61050001号","XK_NR":"成品油零售经营","XK_JDRQ":"2026/10/30","XK_YXQZ":"2026/11/01","XK_YXQZI":"2099/12/31",
        "XK_XKJG":"临渭区样例局","XK_XKJGDM":"{{ResultSamples.Department}}","XK_ZT":"1","XK_LYDW":"样例数据局","XK_LYDWDM":"11610503016000000X",
        "publicstatus":"0"}
        """,
        Map(RecordSamples.Licence("L1")));

    [Fact]
    public void A_licence_that_lapsed_says_so() => Assert.Equal("2", (string?)Row(Map(RecordSamples.Licence("L1") with { InForce = false }))["XK_ZT"]);

    [Fact]
    public void No_fen_is_lost_between_yuan_and_ten_thousands() => Gen.Long[0, 999_999_999_999_999_999].Sample(fen =>
    {
        var written = CreditRow.TenThousands(fen / 100m);
        Assert.Equal(6, written.Length - written.IndexOf('.', StringComparison.Ordinal) - 1);
        Assert.Equal(fen, decimal.Parse(written, System.Globalization.CultureInfo.InvariantCulture) * 1_000_000m);
    });

    [Fact]
    public void A_category_that_the_platform_has_no_word_for_is_never_guessed()
    {
        var sink = (IRecordSink<Penalty>)Sinks.Credit("credit.penalty");
        var publishable = PublishableRecord.From(new RecordCopy<Penalty>(RecordSamples.Penalty("P1") with { Categories = ["99"] }, null, DeliveryOperation.Insert))!;
        Assert.Equal("no_code", Assert.IsType<Mapping.Unmappable>(sink.Map(publishable, Stamp)).Code);
    }

    [Fact]
    public void An_exempt_record_cannot_be_made_publishable_but_can_be_taken_back()
    {
        var exempt = RecordSamples.Penalty("P1") with { Exemption = new ResultExemption("商业秘密", "1", "赵样例", new DateOnly(2026, 11, 1)) };
        Assert.Null(PublishableRecord.From(new RecordCopy<Penalty>(exempt, null, DeliveryOperation.Insert)));
        Assert.NotNull(PublishableRecord.From(new RecordCopy<Penalty>(exempt, null, DeliveryOperation.Withdraw)));
    }

    private static Mapping Map(Penalty penalty, DeliveryOperation operation, bool erase = false) => ((IRecordSink<Penalty>)Sinks.Credit("credit.penalty")).Map(
        PublishableRecord.From(new RecordCopy<Penalty>(penalty, new DateOnly(2027, 10, 30), operation, erase))!, Stamp);

    private static Mapping Map(Licence licence) => ((IRecordSink<Licence>)Sinks.Credit("credit.licence")).Map(
        PublishableRecord.From(new RecordCopy<Licence>(licence, null, DeliveryOperation.Insert))!, Stamp);

    private static JsonObject Row(Mapping mapping) => JsonNode.Parse(Assert.Single(Assert.IsType<Mapping.Mapped>(mapping).Rows).Json)!.AsObject();

    private static void AssertRow(string expected, Mapping mapping)
    {
        var row = Assert.Single(Assert.IsType<Mapping.Mapped>(mapping).Rows);
        Assert.Equal(string.Concat(expected.Split('\n')), Encoding.UTF8.GetString(row.Json));
    }
}
