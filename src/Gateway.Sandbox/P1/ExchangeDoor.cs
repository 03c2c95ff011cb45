using System.Globalization;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P1;

/// <summary>The four headers of gjgxjhpt and what they are refused for.</summary>
internal sealed class ExchangeDoor(SandboxOptions options, TimeProvider clock, SecretBook secrets)
{
    public const string RefreshService = "s_sys_refresh";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Null where the request may pass.</summary>
    public (string Code, string Message)? Refusal(HttpRequest request)
    {
        string Header(string name) => request.Headers[name].ToString();
        return Refusal(new ExchangeHeaders(Header("gjgxjhpt_rid"), Header("gjgxjhpt_sid"), Header("gjgxjhpt_rtime"), Header("gjgxjhpt_sign")), null);
    }

    /// <summary>The same four in the body of a refresh, signed with the appKey.</summary>
    public (string Code, string Message)? RefreshRefusal(ExchangeHeaders headers) =>
        Refusal(headers, options.AppKey) ?? (headers.Sid == RefreshService ? null : (ExchangeAnswer.UnknownService, "服务不存在"));

    private (string Code, string Message)? Refusal(ExchangeHeaders headers, string? key)
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
        var code = key is null
            ? secrets.Refusal(message, headers.Sign)
            : Signing.Same(Signing.HmacBase64(key, message), headers.Sign) ? null : ExchangeAnswer.WrongSignature;
        return code is null ? null : (code, code == ExchangeAnswer.SecretExpired ? "密钥已过期" : "签名错误");
    }
}

/// <summary>Requester, service, time and signature as they came.</summary>
internal sealed record ExchangeHeaders(string Rid, string Sid, string Time, string Sign)
{
    public bool AnyMissing => Rid.Length == 0 || Sid.Length == 0 || Time.Length == 0 || Sign.Length == 0;
}
