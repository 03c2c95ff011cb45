using System.Net;
using Gateway.Adapters.Failures;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Gateway.Adapters.Http;

/// <summary>
/// The one place from which platforms are called. It sends a request once, bounds time and size, and turns everything that is no answer
/// into a failure. The repetition of reads wraps signing and sending, since a signature ages: <see cref="ReadAsync"/>.
/// </summary>
public sealed class PeerClient
{
    private readonly IHttpClientFactory _clients;
    private readonly string _clientName;
    private readonly TransportOptions _options;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _reads;

    /// <summary>Creates the client of one adapter.</summary>
    /// <param name="clients">Registered by <see cref="AdapterHttp.AddAdapterHttp"/>.</param>
    /// <param name="profile">Name of the profile.</param>
    /// <param name="options">Time, size, repetition.</param>
    /// <param name="time">The clock.</param>
    public PeerClient(IHttpClientFactory clients, string profile, TransportOptions options, TimeProvider time)
    {
        (_clients, _clientName, _options, _time) = (clients, AdapterHttp.NameOf(profile, TransportIdentity.Of(options)), options, time);
        _reads = Reads(options, time);
    }

    /// <summary>Runs a read, and again after a passing failure, as far as the profile allows.</summary>
    /// <param name="attempt">Signs, sends and judges one attempt.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TransientFailure">It failed to the last attempt, or took too long.</exception>
    /// <exception cref="PermanentFailure">The peer refused for good.</exception>
    public async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await _reads.ExecuteAsync(
                static async (attempt, token) => await attempt(token), attempt, cancellationToken);
        }
        catch (TimeoutRejectedException e)
        {
            throw new TransientFailure("timeout", $"对方在 {_options.TotalTimeout.TotalSeconds:0} 秒内没有给出可用的应答", inner: e);
        }
    }

    /// <summary>Sends once and reads the whole body.</summary>
    /// <param name="request">The signed request; disposed here.</param>
    /// <param name="call">Read or push.</param>
    /// <param name="accepted">Statuses beyond 2xx whose body the caller judges itself.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TransientFailure">No answer, too large, 408, 425, 429, 3xx or 5xx.</exception>
    /// <exception cref="PermanentFailure">Another 4xx.</exception>
    public async Task<PeerAnswer> SendAsync(
        HttpRequestMessage request, CallKind call, IReadOnlySet<HttpStatusCode> accepted, CancellationToken cancellationToken)
    {
        using var sent = request;
        using var attempt = new CancellationTokenSource(_options.AttemptTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(attempt.Token, cancellationToken);
        try
        {
            using var client = _clients.CreateClient(_clientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            var retryAfter = RetryAfterOf(response);
            if (!response.IsSuccessStatusCode && !accepted.Contains(response.StatusCode))
            {
                throw StatusFailures.Of(response.StatusCode, call, retryAfter);
            }

            var body = await BoundedBody.ReadAsync(response.Content, _options.MaxResponseBytes, call, linked.Token);
            return new PeerAnswer(response.StatusCode, body, response.Headers.Date, retryAfter, call);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientFailure(
                "timeout", $"对方在 {_options.AttemptTimeout.TotalSeconds:0} 秒内没有应答", answerLost: call == CallKind.Push, inner: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw StatusFailures.OfConnection(e, call);
        }
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > _time.GetUtcNow() => date - _time.GetUtcNow(),
        { Date: not null } => TimeSpan.Zero,
        _ => null,
    };

    private static ResiliencePipeline Reads(TransportOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.TotalTimeout });
        if (options.ReadRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.ReadRetries,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                // A peer that asks for minutes is left to the schedule: holding a worker for it would delay others.
                ShouldHandle = new PredicateBuilder().Handle<TransientFailure>(
                    failure => failure.RetryAfter is not { } wait || wait <= options.LongestWait),
                DelayGenerator = static arguments =>
                    ValueTask.FromResult((arguments.Outcome.Exception as TransientFailure)?.RetryAfter),
            });
        }

        return builder.Build();
    }
}
