using Gateway.Adapters.Http;
using Gateway.Pipeline.Alerts;
using Gateway.Pipeline.Keys;
using Xunit;

namespace Gateway.UnitTests.Keys;

public sealed class CertificateAlertTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_certificate_is_told_of_thirty_days_before_it_ends_once_a_profile_and_area()
    {
        CertificateLine[] lines =
        [
            Line("exchange-rest", "", CertificateRole.Own, 29), Line("exchange-rest", "", CertificateRole.Peer, -1), Line("exchange-rest", "610502", CertificateRole.Own, 2),
            Line("credit", "", CertificateRole.Authority, 31),
        ];
        var told = CertificateAlerts.Of(lines, Now);
        Assert.Equal(
            [(AlertKinds.CertificateEnds, "exchange-rest", "", 2L), (AlertKinds.CertificateEnds, "exchange-rest", "610502", 1L)],
            told.Select(x => (x.Kind, x.Target, x.Area, x.Subjects)));
        Assert.Equal("客户端证书 名称 将于 2026-12-26 到期；平台证书（host） 名称 已于 2026-11-26 到期", told[0].Words);
    }

    private static CertificateLine Line(string profile, string area, CertificateRole role, int days) =>
        new(profile, area, "host", new CertificateFacts(role, "名称", "AB", Now.AddDays(days)));
}
