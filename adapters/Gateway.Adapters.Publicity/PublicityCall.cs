using System.Collections.Frozen;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Signing;

namespace Gateway.Adapters.Publicity;

/// <summary>
/// One signed call: a fresh nonce at every attempt. A refused signature (401) is tried once more with the peer's clock, since a request out
/// of the window and a repeated nonce look the same; then with the secret that is exchanged for it, if there is one; then it is final.
/// </summary>
internal sealed class PublicityCall
{
    private static readonly FrozenSet<HttpStatusCode> Judged = FrozenSet.Create(
        HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict);

    private readonly PublicityOptions _options;
    private readonly PeerClient _client;
    private readonly PeerClock _clock;
    private readonly Credentials<PublicityOptions> _credentials;

    public PublicityCall(AdapterContext context, PublicityOptions options)
    {
        _options = options;
        _clock = new PeerClock(context.Time);
        _credentials = new Credentials<PublicityOptions>(context, options);
        _client = new PeerClient(context.HttpClients, PublicityProfile.ProfileName, options.Transport, context.Time);
    }

    /// <summary>Reads and judges: an answer that is no JSON is read again, except that an unknown address needs no body.</summary>
    public Task<PublicityAnswer> GetAsync(Uri address, CancellationToken cancellationToken) => _client.ReadAsync(
        async token =>
        {
            var answer = await SendAsync(CallKind.Read, () => new HttpRequestMessage(HttpMethod.Get, address), token);
            return new PublicityAnswer(answer, answer.Status == HttpStatusCode.NotFound ? default : answer.ReadElement());
        },
        cancellationToken);

    public Task<PeerAnswer> PostAsync(Uri address, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        SendAsync(CallKind.Push, () => JsonRequest.Post(address, body), cancellationToken);

    private async Task<PeerAnswer> SendAsync(CallKind call, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        var first = _credentials.InUse;
        var credential = first;
        for (var signedAgain = false; ; signedAgain = true)
        {
            var answer = await _client.SendAsync(Signed(make(), credential.Options), call, Judged, cancellationToken);
            if (answer.Status != HttpStatusCode.Unauthorized)
            {
                _credentials.Taken(credential);
                return answer;
            }

            if (signedAgain)
            {
                credential = _credentials.After(first, credential) ?? throw new PermanentFailure("http_401", "对方不认可签名，请检查 ClientId 与 Secret");
            }

            _clock.Correct(answer.Date);
        }
    }

    private HttpRequestMessage Signed(HttpRequestMessage request, PublicityOptions secrets)
    {
        var (names, timestamp) = (_options.Headers, Signatures.Milliseconds(_clock.Now));
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        request.Headers.TryAddWithoutValidation(names.ClientId, secrets.ClientId);
        request.Headers.TryAddWithoutValidation(names.Timestamp, timestamp);
        request.Headers.TryAddWithoutValidation(names.Nonce, nonce);
        request.Headers.TryAddWithoutValidation(
            names.Signature, Signatures.Client(secrets.Secret!, secrets.ClientId!, timestamp, nonce));
        return request;
    }
}

/// <summary>An answer and its body.</summary>
internal sealed record PublicityAnswer(PeerAnswer Peer, JsonElement Body);
