using Gateway.Adapters.Configuration;
using Xunit;

namespace Gateway.UnitTests.Certification;

/// <summary>Fails when: the digest takes in another profile, another area, a secret or a schedule; or leaves out one of the adapter's own settings.</summary>
public sealed class AdapterDigestTests
{
    private static readonly EffectiveSetting[] Settings =
    [
        Of("610502", "cdSource", "610502"), Of("610502", "feeds.matter.cron", "5 6 * * *"), Of("610502", "profiles.alpha.baseAddress", "https://a.example/"),
        Of("610502", "profiles.alpha.appKey", "（已设置）", secret: true), Of("610502", "profiles.beta.name", "beta"), Of("610503", "profiles.alpha.baseAddress", "https://b.example/"),
    ];

    [Theory]
    [InlineData("feeds.matter.cron", "610502")]
    [InlineData("profiles.beta.name", "610502")]
    [InlineData("profiles.alpha.appKey", "610502")]
    [InlineData("profiles.alpha.baseAddress", "610503")]
    public void A_change_elsewhere_does_not_void_it(string path, string area) => Assert.Equal(Digest(Settings), Digest(Changed(path, area)));

    [Theory]
    [InlineData("profiles.alpha.baseAddress")]
    [InlineData("cdSource")]
    public void A_change_of_its_own_does(string path) => Assert.NotEqual(Digest(Settings), Digest(Changed(path, "610502")));

    [Fact]
    public void The_order_of_settings_is_no_matter() => Assert.Equal(Digest(Settings), Digest([.. Settings.Reverse()]));

    private static string Digest(EffectiveSetting[] settings) => AdapterDigest.Of(settings, "610502", "alpha");

    private static EffectiveSetting[] Changed(string path, string area) =>
        [.. Settings.Select(x => x.Path == path && x.Area == area ? x with { Value = x.Value + " changed" } : x)];

    private static EffectiveSetting Of(string area, string path, string value, bool secret = false) => new(area, path, value, secret, SettingOrigin.Default);
}
