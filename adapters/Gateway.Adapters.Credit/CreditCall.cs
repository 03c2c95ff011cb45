using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Json;
using Gateway.Adapters.Signing;

namespace Gateway.Adapters.Credit;

/// <summary>One call under a token. HTTP is always 200: the body's code says what happened. A stale token is renewed once.</summary>
internal sealed class CreditCall
{
    private readonly CreditOptions _options;
    private readonly PeerClient _client;
    private readonly IssuedSecrets _tokens;

    public CreditCall(AdapterContext context, CreditOptions options)
    {
        _options = options;
        var clock = new PeerClock(context.Time);
        _client = new PeerClient(context.HttpClients, CreditProfile.ProfileName, options.Transport, context.Time);
        var request = new CreditTokenRequest(_client, options, new Credentials<CreditOptions>(context, options), clock);
        _tokens = new IssuedSecrets(context.Secrets, context.CredentialScope + "/token", clock, options.RenewBefore, request.IssueAsync);
    }

    public Task<CreditAnswer> GetAsync(Uri address, CancellationToken cancellationToken) => _client.ReadAsync(
        token => SendAsync(CallKind.Read, () => new HttpRequestMessage(HttpMethod.Get, address), token), cancellationToken);

    /// <param name="address">Where to.</param>
    /// <param name="seal">Makes the body, afresh at every attempt.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<CreditAnswer> PostAsync(Uri address, Func<byte[]> seal, CancellationToken cancellationToken) =>
        SendAsync(CallKind.Push, () => JsonRequest.Post(address, seal()), cancellationToken);

    private async Task<CreditAnswer> SendAsync(CallKind call, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        for (var renewed = false; ; renewed = true)
        {
            var token = await _tokens.CurrentAsync(cancellationToken);
            var request = make();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Issued.Value);
            var peer = await _client.SendAsync(request, call, FrozenSet<HttpStatusCode>.Empty, cancellationToken);
            var body = peer.ReadElement();
            var (code, words) = (body.TextOf("code") ?? "", body.TextOf("msg") ?? body.TextOf("message") ?? "");
            if (_options.Codes.Success.Contains(code) || _options.Codes.Refused.Contains(code))
            {
                return new CreditAnswer(peer, body, code, words, _options.Codes.Success.Contains(code));
            }

            if (!_options.Codes.StaleToken.Contains(code))
            {
                throw _options.Codes.Transient.Contains(code)
                    ? new TransientFailure("peer_" + code, $"对方暂时不能处理（{code}）：{words}", retryAfter: peer.RetryAfter)
                    : peer.Unreadable("peer_" + code, $"对方应答了未知的代码“{code}”：{words}");
            }

            if (renewed)
            {
                throw new PermanentFailure("peer_" + code, $"更换令牌后对方仍不认可（{code}）：{words}，请检查 AppId 与 AppSecret");
            }

            await _tokens.RenewAsync(token, cancellationToken);
        }
    }
}

/// <summary>An answer: a success, or a refusal of what was sent.</summary>
internal sealed record CreditAnswer(PeerAnswer Peer, JsonElement Body, string Code, string Words, bool IsSuccess);
