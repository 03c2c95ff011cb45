using Gateway.Adapters.Signing;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>Puts the gjgxjhpt headers on a request.</summary>
internal static class ExchangeSignature
{
    public static void Sign(
        HttpRequestMessage request, GjgxjhptHeaderNames names, string rid, string secret, string sid, DateTimeOffset at)
    {
        var rtime = Signatures.Milliseconds(at);
        request.Headers.TryAddWithoutValidation(names.Rid, rid);
        request.Headers.TryAddWithoutValidation(names.Sid, sid);
        request.Headers.TryAddWithoutValidation(names.Rtime, rtime);
        request.Headers.TryAddWithoutValidation(names.Sign, Signatures.Gjgxjhpt(secret, sid, rid, rtime));
    }
}
