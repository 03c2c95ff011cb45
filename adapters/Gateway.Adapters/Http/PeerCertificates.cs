using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Adapters.Http;

/// <summary>The platforms' certificates as they were shown at the last handshakes.</summary>
public sealed class PeerCertificates
{
    private readonly ConcurrentDictionary<(string Profile, string Host), CertificateFacts> _seen = new();

    /// <summary>By profile and host.</summary>
    public IReadOnlyList<(string Profile, string Host, CertificateFacts Facts)> Seen =>
        [.. _seen.Select(x => (x.Key.Profile, x.Key.Host, x.Value)).OrderBy(x => x.Item1, StringComparer.Ordinal).ThenBy(x => x.Item2, StringComparer.Ordinal)];

    /// <summary>Looks at what is shown, and judges it as the runtime does.</summary>
    internal RemoteCertificateValidationCallback Watch(string profile) => (sender, certificate, _, errors) =>
    {
        if (certificate is X509Certificate2 shown && sender is SslStream { TargetHostName: { Length: > 0 } host })
        {
            _seen[(profile, host)] = CertificateFacts.Of(CertificateRole.Peer, shown);
        }

        return errors == SslPolicyErrors.None;
    };
}
