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

    /// <summary>The outcome of one item of the array, in the words of <see cref="Expectation.Outcome"/>.</summary>
    public (string Said, IReadOnlyList<IntakeProblem> Problems) Of(int place) => this switch
    {
        Answered answered => (answered.Items[place].Taken ? Expectation.Taken : Expectation.Refused, answered.Items[place].Problems),
        Refused refused => (Expectation.Refused, refused.Problems),
        Unanswered unanswered => (Expectation.Unknown, [new IntakeProblem("", "", unanswered.Why)]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

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

    public Task<PostOutcome> PostAsync(string key, IReadOnlyList<JsonObject> results, CancellationToken cancellationToken) =>
        PostAsync(key, "api/v1/results", results, cancellationToken);

    public Task<PostOutcome> PostAsync(string key, string path, IReadOnlyList<JsonObject> documents, CancellationToken cancellationToken) =>
        RepeatAsync(key, path, new JsonArray([.. documents]), (text, _) => IntakeAnswer.Items(text, documents.Count), cancellationToken);

    /// <summary>A document that is taken or refused as one.</summary>
    public Task<PostOutcome> PostOneAsync(string key, string path, JsonObject document, CancellationToken cancellationToken) =>
        RepeatAsync(key, path, document, (_, success) => success ? [new ItemAnswer(true, [])] : null, cancellationToken);

    public Task<PostOutcome> WithdrawAsync(string key, string id, string reason, string basis, CancellationToken cancellationToken) =>
        RepeatAsync(
            key, $"api/v1/results/{Uri.EscapeDataString(id)}/withdraw", new JsonObject { ["reason"] = reason, ["basis"] = basis },
            (_, success) => success ? [new ItemAnswer(true, [])] : null, cancellationToken);

    private async Task<PostOutcome> RepeatAsync(
        string key, string path, JsonNode sent, Func<string, bool, IReadOnlyList<ItemAnswer>?> read, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(sent.ToJsonString(JsonAnswer.Options));
        for (var attempt = 0; ; attempt++)
        {
            var (outcome, wait) = await TryAsync(key, path, body, read, cancellationToken);
            if (outcome is not PostOutcome.Unanswered || attempt == Waits.Length)
            {
                return outcome;
            }

            var longer = wait is { } asked && asked > Waits[attempt] ? asked : Waits[attempt];
            await Task.Delay(longer < LongestWait ? longer : LongestWait, clock, cancellationToken);
        }
    }

    private async Task<(PostOutcome Outcome, TimeSpan? Wait)> TryAsync(
        string key, string path, byte[] body, Func<string, bool, IReadOnlyList<ItemAnswer>?> read, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            request.Headers.Add("X-Api-Key", key);
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            var status = (int)response.StatusCode;
            if (response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || status >= 500)
            {
                return (new PostOutcome.Unanswered($"HTTP {status}"), response.Headers.RetryAfter?.Delta);
            }

            return (read(text, response.IsSuccessStatusCode), response.IsSuccessStatusCode) switch
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
