using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Certification.Probe;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;

namespace Gateway.Pipeline.Certification.Certify;

/// <summary>The spoiler's place in the clients: outside of the watch, so that a spoiled answer is not what was seen on the wire.</summary>
internal sealed class SpoilingHandler(WireSpoiler spoiler) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        spoiler.SendAsync(request, () => base.SendAsync(request, cancellationToken), cancellationToken);
}

/// <summary>Registers what certifies. Only for the process that certifies: a server does without.</summary>
public static class CertifyRegistration
{
    public static IServiceCollection AddCertify(this IServiceCollection services)
    {
        services.AddWireWatch();
        services.AddSingleton<WireSpoiler>().AddSingleton<SourceChecks>().AddSingleton<FaultChecks>().AddSingleton<CertifyRun>();
        services.TryAddSingleton<IPageSizes, PageSizeVariants>();
        services.Replace(ServiceDescriptor.Singleton<IAdapterDirectory>(x => new HandsOffDirectory(x.GetRequiredService<AdapterDirectoryHolder>())));
        return services.PostConfigureAll<HttpClientFactoryOptions>(options => options.HttpMessageHandlerBuilderActions.Add(
            builder => builder.AdditionalHandlers.Insert(0, new SpoilingHandler(builder.Services.GetRequiredService<WireSpoiler>()))));
    }
}
