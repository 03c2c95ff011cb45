using System.Security.Cryptography;
using System.Text;
using Gateway.Host.Security;

namespace Gateway.Host.Web.Api;

/// <summary>Reads the body of a writing request and answers it; the same Idempotency-Key and request get the first answer again.</summary>
internal static class OnceOnly
{
    public static async Task<IResult> AnswerAsync(
        HttpContext context, IdempotencyStore answers, Func<string, byte[], Task<Answer>> take, CancellationToken cancellationToken)
    {
        var area = CountyKeyFilter.AreaOf(context);
        var read = await RequestBody.ReadAsync(context, cancellationToken);
        if (read.Refused is { } refused)
        {
            return refused;
        }

        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0)
        {
            return await take(area, read.Bytes);
        }

        if (key.Length > 128)
        {
            return Problems.Of(Problems.Invalid, "Idempotency-Key 最多 128 个字符");
        }

        var hash = SHA256.HashData([.. Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.Path}\n"), .. read.Bytes]);
        if (await answers.FindAsync(area, key, cancellationToken) is { } earlier)
        {
            return earlier.RequestHash.AsSpan().SequenceEqual(hash)
                ? new Answer(earlier.Status, earlier.ContentType, earlier.Body)
                : Problems.Of(Problems.KeyReused, "同一 Idempotency-Key 的请求内容不同，请换用新的键");
        }

        var answer = await take(area, read.Bytes);
        await answers.SaveAsync(area, key, new StoredAnswer(hash, answer.Status, answer.ContentType, answer.Body), cancellationToken);
        return answer;
    }
}
