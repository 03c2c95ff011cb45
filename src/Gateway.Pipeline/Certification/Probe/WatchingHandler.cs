using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace Gateway.Pipeline.Certification.Probe;

/// <summary>The watch's place in the clients.</summary>
internal sealed class WatchingHandler(WireWatch watch) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        watch.SendAsync(request, () => base.SendAsync(request, cancellationToken));
}

/// <summary>Registers the watch. Only for verbs that try an adapter: a server does without.</summary>
public static class WireWatchRegistration
{
    public static IServiceCollection AddWireWatch(this IServiceCollection services) => services
        .AddSingleton<WireWatch>()
        .AddSingleton<ProbeRun>()
        .PostConfigureAll<HttpClientFactoryOptions>(options => options.HttpMessageHandlerBuilderActions.Add(builder =>
        {
            var watch = builder.Services.GetRequiredService<WireWatch>();
            if (builder.PrimaryHandler is SocketsHttpHandler sockets)
            {
                watch.Join(sockets);
            }

            builder.AdditionalHandlers.Add(new WatchingHandler(watch));
        }));
}
