using System.Collections.Frozen;
using System.Net;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Json;
using Gateway.Adapters.Signing;

namespace Gateway.Adapters.Credit;

/// <summary>Asks the platform for a token. A refused request is made once more with the peer's clock (the window is ten
/// minutes), then with the secret that is exchanged for it, if there is one.</summary>
internal sealed class CreditTokenRequest(PeerClient client, CreditOptions options, Credentials<CreditOptions> credentials, PeerClock clock)
{
    public async Task<IssuedSecret> IssueAsync(CancellationToken cancellationToken)
    {
        var first = credentials.InUse;
        var credential = first;
        for (var again = false; ; again = true)
        {
            var askedAt = clock.Now;
            var address = PeerAddress.Join(options.BaseAddress!, options.Paths.Token);
            var peer = await client.SendAsync(
                JsonRequest.Post(address, Body(credential.Options, askedAt)), CallKind.Read, FrozenSet<HttpStatusCode>.Empty, cancellationToken);
            var answer = peer.ReadElement();
            var (code, words) = (answer.TextOf("code") ?? "", answer.TextOf("msg") ?? answer.TextOf("message") ?? "");
            if (options.Codes.Success.Contains(code))
            {
                var token = Read(answer, askedAt);
                credentials.Taken(credential);
                return token;
            }

            if (!options.Codes.StaleToken.Contains(code) && !options.Codes.Refused.Contains(code))
            {
                // An unknown code is no refusal: the platform may be ill.
                throw new TransientFailure("token_" + code, $"获取令牌失败（{code}）：{words}", retryAfter: peer.RetryAfter);
            }

            if (again)
            {
                credential = credentials.After(first, credential) ?? throw new PermanentFailure("token_" + code, $"获取令牌被拒绝（{code}）：{words}，请检查 AppId 与 AppSecret");
            }

            clock.Correct(peer.Date);
        }
    }

    private static byte[] Body(CreditOptions secrets, DateTimeOffset at) => WireJson.Write(writer =>
    {
        var timestamp = Signatures.Milliseconds(at);
        writer.WriteStartObject();
        writer.WriteString("appId", secrets.AppId);
        writer.WriteNumber("timestamp", at.ToUnixTimeMilliseconds());
        writer.WriteString("sign", Signatures.CreditToken(secrets.AppId!, secrets.AppSecret!, timestamp));
        writer.WriteEndObject();
    });

    private static IssuedSecret Read(JsonElement answer, DateTimeOffset askedAt) =>
        answer.Member("data") is { } data && data.TextOf("token") is { Length: > 0 } token && data.NumberOf("expiresIn") is { } seconds
            ? new IssuedSecret(token, askedAt, askedAt.AddSeconds(seconds))
            : throw new TransientFailure("token_malformed", "令牌应答缺少令牌或有效期");
}
