using System.Net;
using Gateway.Adapters.Failures;

namespace Gateway.Adapters.Http;

/// <summary>Which failure an HTTP status or a broken connection is.</summary>
internal static class StatusFailures
{
    public static Exception Of(HttpStatusCode status, CallKind call, TimeSpan? retryAfter)
    {
        var code = $"http_{(int)status}";
        return (int)status switch
        {
            // Refused before it was looked at.
            429 => new TransientFailure(code, "对方限流（HTTP 429）", retryAfter: retryAfter),
            408 or 425 or >= 500 =>
                new TransientFailure(code, $"对方暂时不可用（HTTP {(int)status}）", answerLost: call == CallKind.Push, retryAfter),
            // Platforms under maintenance redirect to a notice.
            >= 300 and < 400 => new TransientFailure(code, $"对方应答为跳转（HTTP {(int)status}）", retryAfter: retryAfter),
            _ => new PermanentFailure(code, $"对方拒绝请求（HTTP {(int)status}），请检查地址与配置"),
        };
    }

    public static TransientFailure OfConnection(Exception error, CallKind call)
    {
        var kind = (error as HttpRequestException)?.HttpRequestError ?? (error as HttpIOException)?.HttpRequestError;
        var (code, message) = kind switch
        {
            HttpRequestError.NameResolutionError => ("dns", "对方地址无法解析"),
            HttpRequestError.ConnectionError => ("connect", "无法连接对方"),
            HttpRequestError.SecureConnectionError => ("tls", "与对方的安全连接失败"),
            HttpRequestError.ProxyTunnelError => ("proxy", "代理拒绝连接"),
            HttpRequestError.ResponseEnded => ("truncated", "对方应答中断"),
            _ => ("reset", "与对方的连接中断"),
        };
        var neverWritten = kind is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
        return new TransientFailure(code, message, answerLost: call == CallKind.Push && !neverWritten, inner: error);
    }
}
