using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Gateway.Adapters.Identifiers;
using Gateway.IntegrationTests.Push;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.IntegrationTests.Notes;

/// <summary>A platform on a loopback port, written from its interface note alone; all it holds is synthetic.</summary>
internal abstract class NotePlatform(ForwardClock clock) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly ConcurrentQueue<(string Path, string Kind)> _spoils = new();
    private int _spoilt;
    private WebApplication? _app;

    public Uri Address { get; private set; } = new("http://127.0.0.1:9/");

    /// <summary>Every call so far as <c>METHOD path</c>.</summary>
    public IReadOnlyCollection<string> Calls => _calls;

    /// <summary>How many answers were spoilt.</summary>
    public int SpoiltAnswers => _spoilt;

    /// <summary>The platform's clock, which the gateway under test shares.</summary>
    public ForwardClock SharedClock => clock;

    protected DateTime Now => clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime;

    /// <summary>
    /// The next answers to calls whose path contains the text are another thing; but for 429, what was asked for is done nevertheless:
    /// <c>reset</c>, <c>html</c>, <c>empty</c>, <c>truncated</c>, <c>garbage</c>, <c>503</c>, <c>429</c>.
    /// </summary>
    public void Spoil(string path, params string[] kinds)
    {
        foreach (var kind in kinds)
        {
            _spoils.Enqueue((path, kind));
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(ServeAsync);
        await _app.StartAsync(cancellationToken);
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Address = new Uri($"http://127.0.0.1:{new Uri(address).Port}/");
    }

    public async ValueTask DisposeAsync() => await (_app?.DisposeAsync() ?? ValueTask.CompletedTask);

    protected abstract Task<(int Status, string ContentType, byte[] Body)> AnswerAsync(HttpRequest request);

    /// <summary>USCC of a synthetic enterprise; check digits are right.</summary>
    protected static string UsccOf(int number)
    {
        for (var middle = number * 100; ; middle++)
        {
            var first16 = "91610502" + middle.ToString("00000000", CultureInfo.InvariantCulture);
            if (OrganisationCode.TryCheckCharacter(first16.AsSpan(8), out var check) && check != 'I')
            {
                var first17 = first16 + check;
                var code = first17 + Uscc.CheckCharacter(first17);
                if (Uscc.IsValid(code))
                {
                    return code;
                }
            }
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        _calls.Enqueue($"{context.Request.Method} {context.Request.Path}");
        context.Response.Headers.Date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var spoil = _spoils.TryPeek(out var next) && context.Request.Path.Value!.Contains(next.Path, StringComparison.Ordinal) && _spoils.TryDequeue(out next)
            ? next.Kind
            : null;
        // Too many calls are refused before they are looked at.
        var (status, contentType, body) = spoil == "429" ? (429, "text/plain", Array.Empty<byte>()) : await AnswerAsync(context.Request);
        if (spoil is not null)
        {
            Interlocked.Increment(ref _spoilt);
            (status, contentType, body) = Spoilt(spoil, status, contentType, body);
        }

        if (spoil == "reset")
        {
            context.Abort();
            return;
        }

        (context.Response.StatusCode, context.Response.ContentType) = (status, contentType);
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static (int, string, byte[]) Spoilt(string kind, int status, string contentType, byte[] body) => kind switch
    {
        "html" => (200, "text/html", "<html><body>系统维护中</body></html>"u8.ToArray()),
        "empty" => (200, contentType, []),
        "truncated" => (200, contentType, body[..(body.Length / 2)]),
        "garbage" => (200, contentType, [0xff, 0x00, 0x7b, 0xfe]),
        "503" => (503, contentType, []),
        "reset" or "429" => (status, contentType, body),
        _ => throw new ArgumentException($"{kind} {status}"),
    };
}
