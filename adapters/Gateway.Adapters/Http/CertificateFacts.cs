using System.Security.Cryptography.X509Certificates;

namespace Gateway.Adapters.Http;

/// <summary>What is told of a certificate.</summary>
/// <param name="Role">What it is to us.</param>
/// <param name="Name">Whom it names.</param>
/// <param name="Thumbprint">SHA-1, as tools show it.</param>
/// <param name="NotAfter">When it ends.</param>
public sealed record CertificateFacts(CertificateRole Role, string Name, string Thumbprint, DateTimeOffset NotAfter)
{
    /// <summary>How long ahead its end is warned of.</summary>
    public static readonly TimeSpan WarnBefore = TimeSpan.FromDays(30);

    /// <summary>Whether it ends soon, or has.</summary>
    /// <param name="now">The time.</param>
    public bool EndsSoon(DateTimeOffset now) => NotAfter - now < WarnBefore;

    /// <summary>All that options of a profile hold.</summary>
    /// <param name="transport">The profile's transport.</param>
    public static IReadOnlyList<CertificateFacts> Of(TransportOptions transport) => TransportIdentity.Of(transport) is { } identity
        ? [.. identity.Own.Select(x => Of(CertificateRole.Own, x)), .. identity.Authorities.Select(x => Of(CertificateRole.Authority, x))]
        : [];

    internal static CertificateFacts Of(CertificateRole role, X509Certificate2 certificate) => new(
        role, certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), certificate.Thumbprint, new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
}

/// <summary>What a certificate is to us.</summary>
public enum CertificateRole
{
    /// <summary>Ours, shown to the platform, or what links it to its authority.</summary>
    Own,

    /// <summary>An authority that we believe.</summary>
    Authority,

    /// <summary>The platform's, as it was shown to us.</summary>
    Peer,
}
