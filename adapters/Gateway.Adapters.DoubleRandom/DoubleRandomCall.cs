using System.Collections.Frozen;
using System.Net;
using System.Security.Cryptography;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Signing;

namespace Gateway.Adapters.DoubleRandom;

/// <summary>
/// One signed call. HTTP is always 200: <c>errcode</c> says what happened. A refused signature is made once more with the peer's clock, then
/// with the token that is exchanged for it, if there is one; then it is final.
/// </summary>
internal sealed class DoubleRandomCall
{
    private readonly DoubleRandomOptions _options;
    private readonly PeerClient _client;
    private readonly PeerClock _clock;
    private readonly Credentials<DoubleRandomOptions> _credentials;

    public DoubleRandomCall(AdapterContext context, DoubleRandomOptions options)
    {
        _options = options;
        _clock = new PeerClock(context.Time);
        _credentials = new Credentials<DoubleRandomOptions>(context, options);
        _client = new PeerClient(context.HttpClients, DoubleRandomProfile.ProfileName, options.Transport, context.Time);
    }

    /// <summary>Reads; the answer is a success or a refused cursor or parameter.</summary>
    public Task<T> GetAsync<T>(Uri address, Func<PeerAnswer, T> read, CancellationToken cancellationToken)
        where T : DoubleRandomAnswer => _client.ReadAsync(
            token => SendAsync(CallKind.Read, () => new HttpRequestMessage(HttpMethod.Get, address), read, token), cancellationToken);

    /// <summary>Pushes; the answer is a success or a refused batch.</summary>
    public Task<DocumentAnswer> PostAsync(Uri address, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        SendAsync(CallKind.Push, () => JsonRequest.Post(address, body), DocumentAnswer.Read, cancellationToken);

    private async Task<T> SendAsync<T>(
        CallKind call, Func<HttpRequestMessage> make, Func<PeerAnswer, T> read, CancellationToken cancellationToken)
        where T : DoubleRandomAnswer
    {
        var first = _credentials.InUse;
        var credential = first;
        for (var signedAgain = false; ; signedAgain = true)
        {
            var peer = await _client.SendAsync(Signed(make(), credential.Options), call, FrozenSet<HttpStatusCode>.Empty, cancellationToken);
            var answer = read(peer);
            var code = answer.Code ?? "none";
            if (_options.Codes.Success.Contains(code) || _options.Codes.Refused.Contains(code)
                || (call == CallKind.Read && _options.Codes.Cursor.Contains(code)))
            {
                _credentials.Taken(credential);
                return answer;
            }

            if (!_options.Codes.Signature.Contains(code))
            {
                throw peer.Unreadable("peer_" + code, $"对方应答了未知的代码“{code}”：{answer.Words}");
            }

            if (signedAgain)
            {
                credential = _credentials.After(first, credential) ?? throw new PermanentFailure("peer_" + code, $"对方不认可签名（{code}）：{answer.Words}，请检查 PaasId、Token 与时钟");
            }

            _clock.Correct(peer.Date);
        }
    }

    /// <summary>Whether an answer is a success.</summary>
    public bool IsSuccess(DoubleRandomAnswer answer) => answer.Code is { } code && _options.Codes.Success.Contains(code);

    private HttpRequestMessage Signed(HttpRequestMessage request, DoubleRandomOptions secrets)
    {
        var (names, timestamp) = (_options.Headers, Signatures.Seconds(_clock.Now));
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        request.Headers.TryAddWithoutValidation(names.PaasId, secrets.PaasId);
        request.Headers.TryAddWithoutValidation(names.Timestamp, timestamp);
        request.Headers.TryAddWithoutValidation(names.Nonce, nonce);
        request.Headers.TryAddWithoutValidation(names.Signature, Signatures.Tif(secrets.Token!, timestamp, nonce));
        return request;
    }
}
