using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Net;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Signing;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>
/// One signed call of the exchange: signs with the shared secret, judges the answer's code, and does what the contract says for a wrong
/// clock (correct it, once) and for a stale secret (renew it, or take what another process renewed; then under the key that is exchanged, if there
/// is one; then final).
/// </summary>
internal sealed class ExchangeSession
{
    private static readonly FrozenSet<HttpStatusCode> NoOtherStatus = FrozenSet<HttpStatusCode>.Empty;

    private readonly ExchangeRestOptions _options;
    private readonly PeerClock _clock;
    private readonly Credentials<ExchangeRestOptions> _credentials;
    private readonly ConcurrentDictionary<string, IssuedSecrets> _secrets = new(StringComparer.Ordinal);
    private readonly Func<Credential<ExchangeRestOptions>, IssuedSecrets> _issued;

    public ExchangeSession(AdapterContext context, ExchangeRestOptions options)
    {
        _options = options;
        _clock = new PeerClock(context.Time);
        Client = new PeerClient(context.HttpClients, ExchangeRestProfile.ProfileName, options.Transport, context.Time);
        _credentials = new Credentials<ExchangeRestOptions>(context, options);
        // A requester has one secret, whichever key it was asked for with.
        _issued = credential => new IssuedSecrets(
            context.Secrets,
            context.CredentialScope + (credential.Options.Rid == options.Rid ? "/app-secret" : $"/app-secret/{credential.Name}"), _clock,
            options.SecretRefresh.RenewBefore, new SecretRefresh(Client, credential.Options, _clock).IssueAsync);
    }

    public PeerClient Client { get; }

    /// <summary>One attempt. The result's code is a success or one that the caller judges itself.</summary>
    public async Task<T> CallAsync<T>(
        string sid, CallKind call, Func<HttpRequestMessage> make, Func<PeerAnswer, T> read, CancellationToken cancellationToken)
        where T : ExchangeAnswer
    {
        var clockCorrected = false;
        var first = _credentials.InUse;
        var credential = first;
        // Two renewals: after the first, another process may have renewed once more in between.
        for (var renewals = 0; ;)
        {
            var secrets = _secrets.GetOrAdd(credential.Mark, static (_, x) => x.Issued(x.Credential), (Issued: _issued, Credential: credential));
            SharedSecret secret;
            try
            {
                secret = await secrets.CurrentAsync(cancellationToken);
            }
            catch (PermanentFailure) when (_credentials.After(first, credential) is { } other)
            {
                (credential, renewals) = (other, 0);
                continue;
            }

            var request = make();
            ExchangeSignature.Sign(request, _options.Headers, credential.Options.Rid!, secret.Issued.Value, sid, _clock.Now);
            var peer = await Client.SendAsync(request, call, NoOtherStatus, cancellationToken);
            var answer = read(peer);
            switch (Judge(answer.Code))
            {
                case AnswerKind.Success or AnswerKind.Refused:
                    _credentials.Taken(credential);
                    return answer;
                case AnswerKind.Expired when !clockCorrected:
                    clockCorrected = true;
                    _clock.Correct(peer.Date);
                    break;
                case AnswerKind.Expired:
                    throw new TransientFailure(
                        Named(answer), $"对方认为请求已过期，校时后仍然如此，请检查服务器时钟：{answer.Message}", retryAfter: peer.RetryAfter);
                case AnswerKind.StaleSecret when renewals < 2:
                    renewals++;
                    try
                    {
                        await secrets.RenewAsync(secret, cancellationToken);
                    }
                    catch (PermanentFailure) when (_credentials.After(first, credential) is { } other)
                    {
                        (credential, renewals) = (other, 0);
                    }

                    break;
                case AnswerKind.StaleSecret when _credentials.After(first, credential) is { } other:
                    (credential, renewals) = (other, 0);
                    break;
                case AnswerKind.StaleSecret:
                    throw new PermanentFailure(Named(answer), $"更换密钥后对方仍不认可签名，请检查请求者标识与 AppKey：{answer.Message}");
                case AnswerKind.Transient:
                    throw new TransientFailure(Named(answer), $"对方暂时不能处理（{answer.Code}）：{answer.Message}", retryAfter: peer.RetryAfter);
                case AnswerKind.Final:
                    throw new PermanentFailure(Named(answer), $"对方拒绝（{answer.Code}），请检查服务编码与请求头配置：{answer.Message}");
                case AnswerKind.Unknown:
                    // Never taken for success, nor for a refusal: it may be either.
                    throw peer.Unreadable(Named(answer), $"对方应答了未知的代码“{answer.Code ?? "无"}”：{answer.Message}");
            }
        }
    }

    private static string Named(ExchangeAnswer answer) => "peer_" + (answer.Code ?? "none");

    private AnswerKind Judge(string? code) => code switch
    {
        null => AnswerKind.Unknown,
        _ when _options.Answers.Success.Contains(code) => AnswerKind.Success,
        _ when _options.Answers.Expired.Contains(code) => AnswerKind.Expired,
        _ when _options.Answers.StaleSecret.Contains(code) => AnswerKind.StaleSecret,
        _ when _options.Answers.Transient.Contains(code) => AnswerKind.Transient,
        _ when _options.Answers.Refused.Contains(code) => AnswerKind.Refused,
        _ when _options.Answers.Final.Contains(code) => AnswerKind.Final,
        _ => AnswerKind.Unknown,
    };

    /// <summary>Whether an answer that <see cref="CallAsync"/> returned is a success; otherwise the peer refused the parameters.</summary>
    public bool IsSuccess(ExchangeAnswer answer) => Judge(answer.Code) == AnswerKind.Success;

    private enum AnswerKind
    {
        Success,
        Expired,
        StaleSecret,
        Transient,
        Refused,
        Final,
        Unknown,
    }
}
