using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Gateway.Pipeline.Certification.Certify;

/// <summary>
/// Spoils chosen answers between an adapter and its platform, in the adapter's own HTTP clients: address, certificate and proxy are those that
/// are configured, and the platform has no part in it. Only one thing is spoiled at a time.
/// </summary>
public sealed class WireSpoiler(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly List<WireCall> _calls = [];
    private Spoil? _spoil;

    /// <summary>What went over the wire since the last <see cref="Forget"/>.</summary>
    public IReadOnlyList<WireCall> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    public void Forget()
    {
        lock (_gate)
        {
            _calls.Clear();
        }
    }

    /// <summary>Spoils until disposed of.</summary>
    public IDisposable With(Spoil spoil)
    {
        lock (_gate)
        {
            _spoil = spoil;
        }

        return new Ending(this);
    }

    internal async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        var key = $"{request.Method} {request.RequestUri?.AbsolutePath}";
        var spoil = Choose(key);
        Note(new WireCall(key, clock.GetUtcNow(), spoil is not null));
        return spoil is null ? await send() : await SpoiledAsync(spoil, request, send, cancellationToken);
    }

    private Spoil? Choose(string key)
    {
        lock (_gate)
        {
            return _spoil is { } spoil && spoil.Keys.Contains(key) && spoil.Struck.GetValueOrDefault(key) < spoil.Times ? Strike(spoil, key) : null;
        }
    }

    private static Spoil Strike(Spoil spoil, string key)
    {
        spoil.Struck[key] = spoil.Struck.GetValueOrDefault(key) + 1;
        return spoil;
    }

    private void Note(WireCall call)
    {
        lock (_gate)
        {
            _calls.Add(call);
        }
    }

    private static async Task<HttpResponseMessage> SpoiledAsync(
        Spoil spoil, HttpRequestMessage request, Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        switch (spoil.How)
        {
            case SpoilKind.Html:
                return Made(request, HttpStatusCode.OK, "text/html", "<!DOCTYPE html><html><head><title>系统维护</title></head><body>系统维护中</body></html>");
            case SpoilKind.Busy:
                return Made(request, HttpStatusCode.ServiceUnavailable, "text/plain", "busy");
            case SpoilKind.TooMany:
                var later = Made(request, HttpStatusCode.TooManyRequests, "text/plain", "later");
                later.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(1));
                return later;
            case SpoilKind.Lost:
                using (await send())
                {
                    // The platform has taken it; the caller never learns of it.
                    throw new HttpRequestException(HttpRequestError.ResponseEnded, "the answer was lost");
                }

            case SpoilKind.Truncated:
                return await RewrittenAsync(await send(), body => body[..(body.Length / 2)], cancellationToken);
            case SpoilKind.Rewritten:
                return await RewrittenAsync(await send(), spoil.Rewrite, cancellationToken);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static HttpResponseMessage Made(HttpRequestMessage request, HttpStatusCode status, string type, string body) => new(status)
    {
        RequestMessage = request, Content = new StringContent(body, Encoding.UTF8, type),
    };

    private static async Task<HttpResponseMessage> RewrittenAsync(
        HttpResponseMessage response, Func<byte[], byte[]> rewrite, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var type = response.Content.Headers.ContentType;
        response.Content.Dispose();
        response.Content = new ByteArrayContent(rewrite(body));
        response.Content.Headers.ContentType = type;
        return response;
    }

    private sealed class Ending(WireSpoiler spoiler) : IDisposable
    {
        public void Dispose()
        {
            lock (spoiler._gate)
            {
                spoiler._spoil = null;
            }
        }
    }
}

/// <summary>One call of an adapter.</summary>
/// <param name="Key">Method and path.</param>
/// <param name="Spoiled">Whether its answer was spoiled.</param>
public sealed record WireCall(string Key, DateTimeOffset At, bool Spoiled);

/// <summary>How answers are spoiled.</summary>
public enum SpoilKind
{
    /// <summary>A web page with HTTP 200; the platform is not asked.</summary>
    Html,

    /// <summary>HTTP 503; the platform is not asked.</summary>
    Busy,

    /// <summary>HTTP 429 with Retry-After of one second; the platform is not asked.</summary>
    TooMany,

    /// <summary>The platform answers and the answer is lost.</summary>
    Lost,

    /// <summary>Half the body, whole framing.</summary>
    Truncated,

    /// <summary>The body as a rule makes it.</summary>
    Rewritten,
}

/// <param name="How">What is done.</param>
/// <param name="Keys">Which calls: method and path.</param>
/// <param name="Times">How often, per key.</param>
public sealed record Spoil(SpoilKind How, IReadOnlyCollection<string> Keys, int Times = int.MaxValue)
{
    /// <summary>For <see cref="SpoilKind.Rewritten"/>.</summary>
    public Func<byte[], byte[]> Rewrite { get; init; } = body => body;

    internal Dictionary<string, int> Struck { get; } = [];
}
