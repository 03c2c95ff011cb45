using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Adapters.Http;

/// <summary>The HTTP clients of the adapters: one a profile, so that a peer's sockets and DNS trouble stay its own.</summary>
public static class AdapterHttp
{
    /// <summary>Name of a profile's client.</summary>
    public static string ClientName(string profile) => "adapter." + profile;

    /// <summary>Registers the client of a profile.</summary>
    /// <param name="services">The process's services.</param>
    /// <param name="profile">Name of the profile.</param>
    public static IServiceCollection AddAdapterHttp(this IServiceCollection services, string profile)
    {
        services.AddHttpClient(ClientName(profile))
            .ConfigureHttpClient(client =>
            {
                // Timeouts are set per call, where the kind of call is known.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestVersion = HttpVersion.Version11;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AutomaticDecompression = DecompressionMethods.All,
                MaxConnectionsPerServer = 64,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
                ConnectTimeout = TimeSpan.FromSeconds(10),
                // A redirect would carry signature headers to an address that nobody configured.
                AllowAutoRedirect = false,
                UseCookies = false,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The factory's own logs print addresses with their query, which may hold what must not be logged.
            .RemoveAllLoggers();
        return services;
    }
}
