using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Gateway.Adapters.Http;

/// <summary>The HTTP clients of the adapters: one a profile, so that a peer's sockets and DNS trouble stay its own.</summary>
public static class AdapterHttp
{
    private const string Prefix = "adapter.";
    private const char Separator = '#';

    /// <summary>Name of a profile's client.</summary>
    public static string ClientName(string profile) => Prefix + profile;

    /// <summary>Name of the client that shows and believes what an identity says: another identity is another client, with connections of its own.</summary>
    internal static string NameOf(string profile, TransportIdentity? identity) =>
        identity is null ? ClientName(profile) : $"{ClientName(profile)}{Separator}{identity.Mark}";

    /// <summary>Registers the clients of all profiles, also of those that exist because of a file: a client is made when its name is first asked for.</summary>
    /// <param name="services">The process's services.</param>
    public static IServiceCollection AddAdapterHttp(this IServiceCollection services)
    {
        services.AddHttpClient();
        // The factory's own logs print addresses with their query, which may hold what must not be logged.
        services.ConfigureHttpClientDefaults(clients => clients.RemoveAllLoggers());
        services.TryAddSingleton<PeerCertificates>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<HttpClientFactoryOptions>, AdapterClients>());
        return services;
    }

    /// <summary>How every client of an adapter is set up.</summary>
    internal static void SetUp(HttpClient client)
    {
        // Timeouts are set per call, where the kind of call is known.
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestVersion = HttpVersion.Version11;
    }

    /// <summary>The sockets of one client.</summary>
    internal static SocketsHttpHandler Sockets() => new()
    {
        AutomaticDecompression = DecompressionMethods.All,
        MaxConnectionsPerServer = 64,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        // A redirect would carry signature headers to an address that nobody configured.
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    private sealed class AdapterClients(PeerCertificates seen) : IConfigureNamedOptions<HttpClientFactoryOptions>
    {
        public void Configure(HttpClientFactoryOptions options)
        {
        }

        public void Configure(string? name, HttpClientFactoryOptions options)
        {
            if (name?.StartsWith(Prefix, StringComparison.Ordinal) != true)
            {
                return;
            }

            options.HandlerLifetime = Timeout.InfiniteTimeSpan;
            options.HttpClientActions.Add(SetUp);
            options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = HandlerOf(name[Prefix.Length..]));
        }

        private SocketsHttpHandler HandlerOf(string client)
        {
            var handler = Sockets();
            var parts = client.Split(Separator);
            handler.SslOptions.RemoteCertificateValidationCallback = seen.Watch(parts[0]);
            if (parts.Length > 1)
            {
                (TransportIdentity.Find(parts[1]) ?? throw new InvalidOperationException("A client was asked for whose identity is not known.")).Apply(handler.SslOptions);
            }

            return handler;
        }
    }
}
