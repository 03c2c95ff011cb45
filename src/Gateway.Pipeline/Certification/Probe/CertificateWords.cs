using System.Globalization;

namespace Gateway.Pipeline.Certification.Probe;

/// <summary>A certificate's flaws in an operator's words.</summary>
internal static class CertificateWords
{
    public static string Flaw(WireFact.Certified certificate)
    {
        var words = new List<string>();
        Add(CertificateFlaws.Expired, $"已于 {Day(certificate.Until)} 过期");
        Add(CertificateFlaws.NotYetValid, $"从 {Day(certificate.From)} 起才有效");
        Add(CertificateFlaws.WrongName, $"是给 {certificate.Subject} 的，与访问的地址不符");
        Add(CertificateFlaws.UnknownIssuer, $"的签发者 {certificate.Issuer} 不受本机信任");
        Add(CertificateFlaws.Other, "不被信任");
        return certificate.Refused.HasFlag(CertificateFlaws.Missing) ? "对方没有出示证书" : "对方证书" + string.Join("；", words);

        void Add(CertificateFlaws flaw, string text)
        {
            if (certificate.Refused.HasFlag(flaw))
            {
                words.Add(text);
            }
        }
    }

    public static string Remedy(CertificateFlaws flaws) =>
        flaws.HasFlag(CertificateFlaws.Expired) ? "请平台换证；不要关闭证书校验"
        : flaws.HasFlag(CertificateFlaws.NotYetValid) ? "先核对本机时钟，再问平台"
        : flaws.HasFlag(CertificateFlaws.WrongName) ? "baseAddress 用证书上的域名（政务外网可在 /etc/hosts 登记），不要用 IP"
        : flaws.HasFlag(CertificateFlaws.UnknownIssuer) ? "向平台要根证书，装入本机受信任的根（update-ca-certificates）或该平台的 authorities"
        : "把证书信息报给平台核对";

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
