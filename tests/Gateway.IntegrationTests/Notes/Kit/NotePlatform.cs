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
    private WebApplication? _app;

    public Uri Address { get; private set; } = new("http://127.0.0.1:9/");

    /// <summary>Every call so far as <c>METHOD path</c>.</summary>
    public IReadOnlyCollection<string> Calls => _calls;

    /// <summary>Answers are made, then the connection is reset instead: so many times for calls whose path contains the text.</summary>
    public (string Path, int Times) LosesAnswers { get; set; } = ("", 0);

    /// <summary>The platform's clock, which the gateway under test shares.</summary>
    public ForwardClock SharedClock => clock;

    protected DateTime Now => clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime;

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
        var (status, contentType, body) = await AnswerAsync(context.Request);
        if (LosesAnswers is { Times: > 0 } losing && context.Request.Path.Value!.Contains(losing.Path, StringComparison.Ordinal))
        {
            LosesAnswers = losing with { Times = losing.Times - 1 };
            context.Abort();
            return;
        }

        (context.Response.StatusCode, context.Response.ContentType) = (status, contentType);
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
