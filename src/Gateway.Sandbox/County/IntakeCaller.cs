using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.County;

/// <summary>What became of an array: answered item by item, refused as a whole, or no answer at all.</summary>
internal abstract record PostOutcome
{
    private PostOutcome()
    {
    }

    public sealed record Answered(IReadOnlyList<ItemAnswer> Items) : PostOutcome;

    public sealed record Refused(IReadOnlyList<IntakeProblem> Problems) : PostOutcome;

    /// <summary>The gateway may hold the results or not.</summary>
    public sealed record Unanswered(string Why) : PostOutcome;
}

/// <summary>Sends arrays of results; after a failure that may pass, the same bytes again: the gateway answers 200 to what it has.</summary>
internal sealed class IntakeCaller(HttpClient http, TimeProvider clock)
{
    private static readonly TimeSpan[] Waits = [.. new[] { 0.5, 1, 2, 4, 8, 15 }.Select(TimeSpan.FromSeconds)];
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    public async Task<PostOutcome> PostAsync(string key, IReadOnlyList<JsonObject> results, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(new JsonArray([.. results]).ToJsonString(JsonAnswer.Options));
        for (var attempt = 0; ; attempt++)
        {
            var (outcome, wait) = await TryAsync(key, body, results.Count, cancellationToken);
            if (outcome is not PostOutcome.Unanswered || attempt == Waits.Length)
            {
                return outcome;
            }

            var longer = wait is { } asked && asked > Waits[attempt] ? asked : Waits[attempt];
            await Task.Delay(longer < LongestWait ? longer : LongestWait, clock, cancellationToken);
        }
    }

    private async Task<(PostOutcome Outcome, TimeSpan? Wait)> TryAsync(string key, byte[] body, int count, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/results") { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            request.Headers.Add("X-Api-Key", key);
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            var status = (int)response.StatusCode;
            if (response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || status >= 500)
            {
                return (new PostOutcome.Unanswered($"HTTP {status}"), response.Headers.RetryAfter?.Delta);
            }

            return (IntakeAnswer.Items(text, count), response.IsSuccessStatusCode) switch
            {
                ({ } items, _) => (new PostOutcome.Answered(items), null),
                (null, true) => (new PostOutcome.Unanswered($"HTTP {status}：答复未逐项说明 / the answer doesn't speak of each item"), null),
                (null, false) => (new PostOutcome.Refused(IntakeAnswer.Refusal(status, text)), null),
            };
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (new PostOutcome.Unanswered(failure.Message), null);
        }
    }
}
