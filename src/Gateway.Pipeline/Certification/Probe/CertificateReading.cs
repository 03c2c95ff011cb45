using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Pipeline.Certification.Probe;

/// <summary>What a certificate says and what is wrong with it.</summary>
internal static class CertificateReading
{
    public static WireFact.Certified Of(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, bool believed, DateTimeOffset now)
    {
        if (certificate is not X509Certificate2 shown)
        {
            return new WireFact.Certified("", "", default, default, CertificateFlaws.Missing);
        }

        var (from, until) = (new DateTimeOffset(shown.NotBefore), new DateTimeOffset(shown.NotAfter));
        return new WireFact.Certified(
            shown.GetNameInfo(X509NameType.DnsName, forIssuer: false), shown.GetNameInfo(X509NameType.SimpleName, forIssuer: true), from, until,
            believed ? CertificateFlaws.None : FlawsOf(chain, errors, from, until, now));
    }

    private static CertificateFlaws FlawsOf(X509Chain? chain, SslPolicyErrors errors, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now)
    {
        var flaws = until < now ? CertificateFlaws.Expired : from > now ? CertificateFlaws.NotYetValid : CertificateFlaws.None;
        flaws |= errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? CertificateFlaws.WrongName : 0;
        flaws |= errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? CertificateFlaws.Missing : 0;
        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, x) => all | x.Status) ?? X509ChainStatusFlags.NoError;
        flaws |= (status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0 ? CertificateFlaws.UnknownIssuer : 0;
        return flaws == CertificateFlaws.None ? CertificateFlaws.Other : flaws;
    }
}
