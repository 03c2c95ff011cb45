using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Alerts;

/// <summary>
/// Sends notices to the configured address: signed, repeated by their due time for three days, then given up. The same notice has the same
/// id and body every time.
/// </summary>
public sealed class AlertWebhook(
    IHttpClientFactory http, AlertStore store, IOptions<AlertOptions> options, TimeProvider clock, ILogger<AlertWebhook> log)
{
    public const string ClientName = "alerts";
    public const string SignatureHeader = "X-Gateway-Signature";
    public const string TimestampHeader = "X-Gateway-Timestamp";
    public const string IdHeader = "X-Gateway-Notice";

    private const int MostAttempts = 75; // an hour apart: three days

    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    /// <returns>How many went out.</returns>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(options.Value.Webhook))
        {
            return 0;
        }

        var sent = 0;
        while (await store.TakeDueAsync(clock.GetUtcNow(), Again, cancellationToken) is { } notice)
        {
            var failure = await SendAsync(notice, cancellationToken);
            var ended = failure is null || notice.Attempts >= MostAttempts;
            await store.NoteAsync(notice.NoticeId, failure, ended ? clock.GetUtcNow() : null, cancellationToken);
            sent += failure is null ? 1 : 0;
            if (failure is not null)
            {
                log.Log(ended ? LogLevel.Error : LogLevel.Warning, "Notice {notice_id} did not go out ({attempts} attempts): {reason}", notice.NoticeId, notice.Attempts, failure);
                if (!ended)
                {
                    break; // the address is away: the others would fail, too
                }
            }
        }

        return sent;
    }

    /// <summary>Lower-case hex HMAC-SHA256 over timestamp, a full stop and the body.</summary>
    public static string Signature(string secret, string timestamp, string body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}")));

    private DateTimeOffset Again(int attempts) => clock.GetUtcNow() + Waits[Math.Min(attempts, Waits.Length) - 1];

    private async Task<string?> SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.Webhook)
        {
            Content = new StringContent(notice.Body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(IdHeader, notice.NoticeId.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(SignatureHeader, Signature(options.Value.Secret ?? "", timestamp, notice.Body));
        try
        {
            using var answer = await http.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"HTTP {(int)answer.StatusCode}";
        }
        catch (HttpRequestException failure)
        {
            return $"无法连接：{failure.HttpRequestError}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "没有应答（超时）";
        }
    }
}
