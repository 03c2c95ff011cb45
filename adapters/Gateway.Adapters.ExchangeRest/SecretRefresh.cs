using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Crypto;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Json;
using Gateway.Adapters.Signing;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>
/// Asks the exchange for a signing secret. A refresh makes the older secret invalid at once, so it is called through the shared store only,
/// and not repeated here: whoever needed the secret repeats its own call.
/// </summary>
internal sealed class SecretRefresh(PeerClient client, ExchangeRestOptions options, PeerClock clock)
{
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    public async Task<IssuedSecret> IssueAsync(CancellationToken cancellationToken)
    {
        for (var corrected = false; ;)
        {
            var askedAt = clock.Now;
            var peer = await client.SendAsync(Request(askedAt), CallKind.Read, FrozenSet<HttpStatusCode>.Empty, cancellationToken);
            var answer = DocumentAnswer.Read(peer);
            if (answer.Code is { } code && options.Answers.Success.Contains(code))
            {
                return Read(answer, askedAt);
            }

            if (answer.Code is { } expired && options.Answers.Expired.Contains(expired) && !corrected)
            {
                corrected = true;
                clock.Correct(peer.Date);
                continue;
            }

            throw Refused(answer, peer);
        }
    }

    private Exception Refused(DocumentAnswer answer, PeerAnswer peer)
    {
        var code = "refresh_" + (answer.Code ?? "none");
        var message = $"刷新密钥失败（{answer.Code}）：{answer.Message}";
        var final = answer.Code is { } known
            && (options.Answers.StaleSecret.Contains(known) || options.Answers.Final.Contains(known) || options.Answers.Refused.Contains(known));
        return final
            ? new PermanentFailure(code, message + "，请检查请求者标识与 AppKey")
            : new TransientFailure(code, message, retryAfter: peer.RetryAfter);
    }

    private HttpRequestMessage Request(DateTimeOffset at)
    {
        var (names, sid, rtime) = (options.Headers, options.SecretRefresh.Sid, Signatures.Milliseconds(at));
        var sign = Signatures.Gjgxjhpt(options.AppKey!, sid, options.Rid!, rtime);
        var body = WireJson.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString(names.Rid, options.Rid);
            writer.WriteString(names.Sid, sid);
            writer.WriteString(names.Rtime, rtime);
            writer.WriteString(names.Sign, sign);
            writer.WriteEndObject();
        });
        return JsonRequest.Post(PeerAddress.Join(options.BaseAddress!, options.SecretRefresh.Path), body);
    }

    private IssuedSecret Read(DocumentAnswer answer, DateTimeOffset askedAt)
    {
        var cipherText = answer.Data.TextOf("secret");
        var end = answer.Data.TextOf("secretEndTime");
        if (cipherText is null || !DateTime.TryParseExact(
            end, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var endsAt))
        {
            throw new TransientFailure("refresh_malformed", "刷新密钥的应答缺少密钥或有效期");
        }

        try
        {
            var secret = options.SecretRefresh.Cipher switch
            {
                SecretCipher.Ecb => AppKeyCipher.DecryptEcb(options.AppKey!, cipherText),
                SecretCipher.Cbc => AppKeyCipher.DecryptCbc(options.AppKey!, options.SecretRefresh.Iv, cipherText),
            };
            return new IssuedSecret(secret, askedAt, new DateTimeOffset(endsAt, ChinaStandardTime));
        }
        catch (CryptographicException e)
        {
            throw new PermanentFailure("refresh_undecipherable", "刷新得到的密钥无法解密，请检查 AppKey 与加密方式", e);
        }
    }
}
