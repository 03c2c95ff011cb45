using Gateway.Adapters.Http;

namespace Gateway.Pipeline.Keys;

/// <summary>A certificate that matters to a profile.</summary>
/// <param name="Area">The area whose own it is; empty where all share it.</param>
/// <param name="Host">Who showed it; empty where it is ours.</param>
public sealed record CertificateLine(string Profile, string Area, string Host, CertificateFacts Facts)
{
    /// <summary>What it is, in Chinese.</summary>
    public string Role => Facts.Role switch
    {
        CertificateRole.Own => "客户端证书",
        CertificateRole.Authority => "信任的 CA",
        CertificateRole.Peer => $"平台证书（{Host}）",
    };
}
