using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Signing;

namespace Gateway.Adapters.Hotline;

/// <summary>
/// One signed call: the signature stands in the query and is made afresh at every attempt. A refused one is made once more with the
/// hotline's clock, then with the secret that is exchanged for it, if there is one; then it is final.
/// </summary>
internal sealed class HotlineCall
{
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    private readonly HotlineOptions _options;
    private readonly PeerClient _client;
    private readonly PeerClock _clock;
    private readonly Credentials<HotlineOptions> _credentials;

    public HotlineCall(AdapterContext context, HotlineOptions options)
    {
        _options = options;
        _clock = new PeerClock(context.Time);
        _credentials = new Credentials<HotlineOptions>(context, options);
        _client = new PeerClient(context.HttpClients, HotlineProfile.ProfileName, options.Transport, context.Time);
    }

    /// <summary>Reads, again after a passing failure; the answer is a success.</summary>
    public Task<T> GetAsync<T>(Func<(string Name, string? Value)[], Uri> address, Func<PeerAnswer, T> read, CancellationToken cancellationToken)
        where T : HotlineAnswer => _client.ReadAsync(
            async token =>
            {
                var answer = await SendAsync(
                    CallKind.Read, signature => new HttpRequestMessage(HttpMethod.Get, address(signature)), FrozenSet<HttpStatusCode>.Empty, read, token);
                return IsSuccess(answer)
                    ? answer
                    : throw new PermanentFailure("peer_" + answer.Code, $"对方认为查询参数有误（{answer.Code}）：{answer.Words}");
            },
            cancellationToken);

    /// <summary>One call; the answer is a success, a refusal, or has one of the statuses that the caller judges.</summary>
    public async Task<T> SendAsync<T>(
        CallKind call, Func<(string Name, string? Value)[], HttpRequestMessage> make, IReadOnlySet<HttpStatusCode> judged, Func<PeerAnswer, T> read,
        CancellationToken cancellationToken)
        where T : HotlineAnswer
    {
        var first = _credentials.InUse;
        var credential = first;
        for (var signedAgain = false; ; signedAgain = true)
        {
            var peer = await _client.SendAsync(make(Signature(credential.Options)), call, judged, cancellationToken);
            var answer = read(peer);
            var code = answer.Code ?? "none";
            if (judged.Contains(peer.Status) || IsSuccess(answer) || _options.Codes.Refused.Contains(code))
            {
                if (!judged.Contains(peer.Status))
                {
                    _credentials.Taken(credential);
                }

                return answer;
            }

            if (!_options.Codes.Signature.Contains(code))
            {
                throw peer.Unreadable("peer_" + code, $"对方应答了未知的代码“{answer.Code ?? "无"}”：{answer.Words}");
            }

            if (signedAgain)
            {
                credential = _credentials.After(first, credential) ?? throw new PermanentFailure("peer_" + code, $"对方不认可签名（{code}）：{answer.Words}，请检查 AppKey、Secret 与时钟");
            }

            _clock.Correct(peer.Date);
        }
    }

    /// <summary>Whether an answer is a success.</summary>
    public bool IsSuccess(HotlineAnswer answer) => answer.Code is { } code && _options.Codes.Success.Contains(code);

    private (string Name, string? Value)[] Signature(HotlineOptions secrets)
    {
        var (names, time) = (_options.Query, _clock.Now.ToOffset(ChinaStandardTime).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture));
        return
        [
            (names.AppKey, secrets.AppKey), (names.RequestTime, time), (names.Sign, Signatures.Lead(secrets.Secret!, secrets.AppKey!, time)),
        ];
    }
}
