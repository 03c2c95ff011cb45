using Gateway.Adapters.Http;

namespace Gateway.Pipeline.Keys;

/// <summary>Writes down what the adapters' calls told since the last time: secrets that platforms took, certificates that they showed.</summary>
public sealed class KeyNotes(CredentialUses uses, CredentialUseStore store, PeerCertificates peers, CertificateStore certificates)
{
    private readonly Dictionary<(string Profile, string Host), string> _written = [];

    public async Task WriteAsync(string process, CancellationToken cancellationToken)
    {
        await uses.WriteAsync(store, process, cancellationToken);
        foreach (var (profile, host, facts) in peers.Seen)
        {
            if (_written.GetValueOrDefault((profile, host)) != facts.Thumbprint)
            {
                await certificates.SaveAsync(profile, host, facts, cancellationToken);
                _written[(profile, host)] = facts.Thumbprint;
            }
        }
    }
}
