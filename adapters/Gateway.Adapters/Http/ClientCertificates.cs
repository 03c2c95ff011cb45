using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Adapters.Http;

/// <summary>Reads the certificate with which we show who calls, and those of a platform's own authority.</summary>
public static class ClientCertificates
{
    /// <summary>Reads a certificate with its private key.</summary>
    /// <param name="text">PEM (certificate, its chain, private key), or Base64 of a PKCS#12 file.</param>
    /// <param name="password">Of the private key or file, if it has one.</param>
    /// <exception cref="ArgumentException">It is none, or the password is wrong; the message quotes nothing.</exception>
    public static X509Certificate2 Read(string text, string? password)
    {
        try
        {
            if (!text.Contains("-----BEGIN", StringComparison.Ordinal))
            {
                return X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(text), password);
            }

            return string.IsNullOrEmpty(password)
                ? X509Certificate2.CreateFromPem(text, text)
                : X509Certificate2.CreateFromEncryptedPem(text, text, password);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            throw new ArgumentException("不是有效的客户端证书：应为含私钥的 PEM，或 PKCS#12 文件的 Base64；或者口令不对", nameof(text));
        }
    }

    /// <summary>Reads the certificates of authorities.</summary>
    /// <param name="pem">One or more certificates as PEM.</param>
    /// <exception cref="ArgumentException">There is none in it.</exception>
    public static X509Certificate2Collection Authorities(string pem)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            authorities.Clear();
        }

        return authorities.Count > 0 ? authorities : throw new ArgumentException("不是有效的 CA 证书（PEM）", nameof(pem));
    }
}

/// <summary>Clients that show a certificate of their own, and believe an authority of the platform's own; otherwise as every adapter's.</summary>
public sealed class CertifiedClients : IHttpClientFactory
{
    private readonly SocketsHttpHandler _handler = AdapterHttp.Sockets();

    /// <summary>One set of sockets for all clients.</summary>
    /// <param name="certificate">Who calls; <see langword="null"/>: nobody says.</param>
    /// <param name="authorities">Who may vouch for the platform, in place of the machine's list; <see langword="null"/>: that list.</param>
    public CertifiedClients(X509Certificate2? certificate, X509Certificate2Collection? authorities)
    {
        _handler.SslOptions = new SslClientAuthenticationOptions();
        if (certificate is not null)
        {
            _handler.SslOptions.ClientCertificates = [certificate];
        }

        if (authorities is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            _handler.SslOptions.CertificateChainPolicy = policy;
        }
    }

    /// <inheritdoc/>
    public HttpClient CreateClient(string name)
    {
        var client = new HttpClient(_handler, disposeHandler: false);
        AdapterHttp.SetUp(client);
        return client;
    }
}
