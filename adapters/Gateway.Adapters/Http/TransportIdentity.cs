using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Adapters.Http;

/// <summary>What a client shows of itself and whom it believes: the certificate of mutual TLS and the authorities of the peer.</summary>
internal sealed class TransportIdentity
{
    // Bounded by how often certificates are exchanged while the process runs; a client is found again by the name that holds the mark.
    private static readonly ConcurrentDictionary<string, TransportIdentity> Known = new(StringComparer.Ordinal);

    private TransportIdentity(string mark, X509Certificate2Collection own, X509Certificate2Collection authorities) =>
        (Mark, Own, Authorities) = (mark, own, authorities);

    /// <summary>Tells one from another; part of the client's name.</summary>
    public string Mark { get; }

    /// <summary>The certificate with its key, then what links it to its authority; may be empty.</summary>
    public X509Certificate2Collection Own { get; }

    /// <summary>The only ones believed; empty: those of the system.</summary>
    public X509Certificate2Collection Authorities { get; }

    /// <summary>Of the options; <see langword="null"/> where they set neither.</summary>
    /// <exception cref="CryptographicException">They can't be read.</exception>
    public static TransportIdentity? Of(TransportOptions options)
    {
        if (string.IsNullOrEmpty(options.ClientCertificate) && string.IsNullOrEmpty(options.Authorities))
        {
            return null;
        }

        // Certificates are public, and the mark says nothing about key or password: the same certificate is the same identity.
        var (own, authorities) = (CertificateText.ReadOwn(options.ClientCertificate, options.ClientCertificatePassword), CertificateText.ReadAll(options.Authorities));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var certificates in new[] { own, authorities })
        {
            hash.AppendData([(byte)certificates.Count]);
            foreach (var certificate in certificates)
            {
                hash.AppendData(certificate.RawData);
            }
        }

        return Known.GetOrAdd(Convert.ToHexStringLower(hash.GetHashAndReset())[..16], mark => new TransportIdentity(mark, own, authorities));
    }

    public static TransportIdentity? Find(string mark) => Known.GetValueOrDefault(mark);

    /// <summary>Sets what a handler shows and believes.</summary>
    public void Apply(SslClientAuthenticationOptions ssl)
    {
        if (Own.Count > 0)
        {
            ssl.ClientCertificateContext = SslStreamCertificateContext.Create(Own[0], new X509Certificate2Collection(Own.Skip(1).ToArray()), offline: true);
        }

        if (Authorities.Count > 0)
        {
            ssl.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            ssl.CertificateChainPolicy.CustomTrustStore.AddRange(Authorities);
        }
    }
}

/// <summary>Certificates as text: PEM, or PKCS#12 in Base64 (a binary file of the secrets folder is handed on so).</summary>
internal static class CertificateText
{
    public static X509Certificate2Collection ReadOwn(string? text, string? password)
    {
        var found = new X509Certificate2Collection();
        if (string.IsNullOrWhiteSpace(text))
        {
            return found;
        }

        if (!text.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            found.AddRange(X509CertificateLoader.LoadPkcs12Collection(Base64(text), password, X509KeyStorageFlags.EphemeralKeySet));
            var own = found.FirstOrDefault(x => x.HasPrivateKey) ?? throw new CryptographicException("没有私钥");
            return new X509Certificate2Collection(found.Where(x => !ReferenceEquals(x, own)).Prepend(own).ToArray());
        }

        found.Add(string.IsNullOrEmpty(password)
            ? X509Certificate2.CreateFromPem(text, text)
            : X509Certificate2.CreateFromEncryptedPem(text, text, password));
        var first = found[0].Thumbprint;
        found.AddRange(ReadAll(text).Where(x => x.Thumbprint != first).ToArray());
        return found;
    }

    public static X509Certificate2Collection ReadAll(string? pem)
    {
        var found = new X509Certificate2Collection();
        if (!string.IsNullOrWhiteSpace(pem))
        {
            found.ImportFromPem(pem);
            if (found.Count == 0)
            {
                throw new CryptographicException("没有证书");
            }
        }

        return found;
    }

    private static byte[] Base64(string text)
    {
        try
        {
            return Convert.FromBase64String(text.Trim());
        }
        catch (FormatException)
        {
            throw new CryptographicException("不是 PEM，也不是 PKCS#12 的 Base64");
        }
    }
}
