using System.Globalization;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P1;

/// <summary>The four headers of gjgxjhpt and what they are refused for.</summary>
internal sealed class ExchangeDoor(SandboxOptions options, TimeProvider clock, SecretBook secrets, SecretWindow window)
{
    public const string RefreshService = "s_sys_refresh";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Null where the request may pass.</summary>
    public (string Code, string Message)? Refusal(HttpRequest request)
    {
        string Header(string name) => request.Headers[name].ToString();
        return Refusal(new ExchangeHeaders(Header("gjgxjhpt_rid"), Header("gjgxjhpt_sid"), Header("gjgxjhpt_rtime"), Header("gjgxjhpt_sign")), refresh: false);
    }

    /// <summary>The same four in the body of a refresh, signed with the appKey.</summary>
    public (string Code, string Message)? RefreshRefusal(ExchangeHeaders headers) =>
        Refusal(headers, refresh: true) ?? (headers.Sid == RefreshService ? null : (ExchangeAnswer.UnknownService, "服务不存在"));

    /// <summary>The appKey that a refresh is signed with.</summary>
    public string? KeyOf(ExchangeHeaders headers) =>
        window.Match("p1", x => Signing.Same(Signing.HmacBase64(x, headers.Sid + headers.Rid + headers.Time), headers.Sign));

    private (string Code, string Message)? Refusal(ExchangeHeaders headers, bool refresh)
    {
        if (headers.AnyMissing)
        {
            return (ExchangeAnswer.HeaderMissing, "请求头缺失");
        }

        if (!long.TryParse(headers.Time, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            || Math.Abs((double)clock.GetUtcNow().ToUnixTimeMilliseconds() - time) > Window.TotalMilliseconds)
        {
            return (ExchangeAnswer.Expired, "请求已过期");
        }

        if (headers.Rid != options.Rid)
        {
            return (ExchangeAnswer.WrongSignature, "请求者未知");
        }

        var message = headers.Sid + headers.Rid + headers.Time;
        var code = !refresh ? secrets.Refusal(message, headers.Sign) : KeyOf(headers) is null ? ExchangeAnswer.WrongSignature : null;
        return code is null ? null : (code, code == ExchangeAnswer.SecretExpired ? "密钥已过期" : "签名错误");
    }
}

/// <summary>Requester, service, time and signature as they came.</summary>
internal sealed record ExchangeHeaders(string Rid, string Sid, string Time, string Sign)
{
    public bool AnyMissing => Rid.Length == 0 || Sid.Length == 0 || Time.Length == 0 || Sign.Length == 0;
}
