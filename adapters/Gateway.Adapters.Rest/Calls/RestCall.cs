using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Templates;
using Gateway.Adapters.Signing;

namespace Gateway.Adapters.Rest.Calls;

/// <summary>
/// A call of the platform, signed at every attempt. It does what the outcome says: corrects the clock once, renews a stale token twice at
/// most (another process may have renewed in between), tries the secrets that are exchanged before a refused signature counts, and hands on
/// what the caller judges: success, no rows, refused, not known.
/// </summary>
internal sealed class RestCall
{
    private readonly RestPlatform _platform;
    private readonly IssuedSecrets? _tokens;
    private readonly CallRequest _request;
    private readonly OutcomeRules _rules;

    /// <param name="platform">Where to.</param>
    /// <param name="call">As configured.</param>
    /// <param name="rows">Picks the path of the rows that the call is about.</param>
    /// <param name="more">Further paths of its answer.</param>
    public RestCall(RestPlatform platform, CallOptions call, Func<AnswerOptions, string?> rows, params string?[] more)
        : this(platform, call, call.Signer ?? platform.Options.Signer, call.Cipher ?? platform.Options.Cipher, platform.Tokens, rows, more)
    {
    }

    public RestCall(
        RestPlatform platform, CallOptions call, SignerOptions signer, CipherOptions cipher, IssuedSecrets? tokens,
        Func<AnswerOptions, string?> rows, params string?[] more)
    {
        (_platform, _tokens) = (platform, tokens);
        _request = new CallRequest(platform, call, signer, cipher);
        Where = call.Answer.Over(platform.Options.Answer);
        _rules = new OutcomeRules(call.Outcomes.Over(platform.Options.Outcomes));
        Reader = new AnswerReader(Where, _rules, cipher, platform.CipherOf(cipher), rows(Where), more);
    }

    /// <summary>What stands where in its answer.</summary>
    public AnswerOptions Where { get; }

    public AnswerReader Reader { get; }

    /// <summary>Reads, and again after a passing failure, as far as the transport allows.</summary>
    public Task<RestAnswer> ReadAsync(CallValues values, CancellationToken cancellationToken, Uri? next = null) =>
        _platform.Client.ReadAsync(token => SendAsync(CallKind.Read, values, next, token), cancellationToken);

    /// <summary>Sends once.</summary>
    public Task<RestAnswer> PushAsync(CallValues values, CancellationToken cancellationToken) =>
        SendAsync(CallKind.Push, values, null, cancellationToken);

    public async Task<RestAnswer> SendAsync(CallKind kind, CallValues values, Uri? next, CancellationToken cancellationToken)
    {
        var (clockCorrected, renewals) = (false, 0);
        var first = _platform.Credentials.InUse;
        var credential = first;
        // Who asks for the token has chosen already whose secrets it is asked with.
        var choose = _platform.Options.Token is null || _tokens is not null;
        while (true)
        {
            var token = _tokens is null ? null : await _tokens.CurrentAsync(cancellationToken);
            var request = _request.Make((choose ? _platform.With(values, credential) : values).With("issued", token?.Issued.Value), _platform.Clock.Now, next);
            var peer = await _platform.Client.SendAsync(request, kind, _rules.Judged, cancellationToken);
            var answer = Reader.Read(peer);
            switch (answer.Outcome)
            {
                case Outcome.Success or Outcome.Empty or Outcome.RefuseWhole or Outcome.NotKnown:
                    if (_platform.Options.Token is null)
                    {
                        _platform.Credentials.Taken(credential);
                    }

                    return answer;
                case Outcome.Expired or Outcome.StaleSecret when !clockCorrected && (token is null || answer.Outcome == Outcome.Expired):
                    clockCorrected = true;
                    _platform.Clock.Correct(peer.Date);
                    break;
                case Outcome.Expired:
                    throw new TransientFailure(
                        Named(answer), $"对方认为请求已过期，校时后仍然如此，请检查服务器时钟：{answer.Message}", retryAfter: peer.RetryAfter);
                case Outcome.StaleSecret when token is not null && renewals < 2:
                    renewals++;
                    await _tokens!.RenewAsync(token, cancellationToken);
                    break;
                case Outcome.StaleSecret when choose && _platform.Credentials.After(first, credential) is { } other:
                    (credential, renewals) = (other, 0);
                    break;
                case Outcome.StaleSecret:
                    throw new PermanentFailure(Named(answer), $"对方不认可签名或令牌（{answer.Code}）：{answer.Message}，请检查接入标识与密钥");
                case Outcome.Retry:
                    throw new TransientFailure(Named(answer), $"对方暂时不能处理（{answer.Code}）：{answer.Message}", retryAfter: peer.RetryAfter);
                case Outcome.Final:
                    throw new PermanentFailure(Named(answer), $"对方拒绝（{answer.Code}），请检查适配器配置：{answer.Message}");
                case Outcome.Unknown or Outcome.Body:
                    // Never taken for success, nor for a refusal: it may be either.
                    throw peer.Unreadable(Named(answer), $"对方应答了未知的代码“{answer.Code}”：{answer.Message}");
            }
        }
    }

    private static string Named(RestAnswer answer) =>
        answer.Code.StartsWith("http_", StringComparison.Ordinal) ? answer.Code : "peer_" + answer.Code;
}
