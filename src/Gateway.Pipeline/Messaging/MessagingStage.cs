using Gateway.Pipeline.Messaging.StatusOut;
using Gateway.Pipeline.Pull;
using Gateway.Pipeline.Results;
using Gateway.Pipeline.Retention;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Messaging;

/// <summary>The bus: results from any AMQP client, and nudges. Everything it does is also done without it (law 1).</summary>
public static class MessagingStage
{
    /// <summary>What every verb needs: the options, to declare the topology.</summary>
    public static IServiceCollection AddBusOptions(this IServiceCollection services)
    {
        services.AddOptions<BusOptions>().BindConfiguration(BusOptions.Section, x => x.ErrorOnUnknownConfiguration = true);
        services.AddSingleton<StatusOutboxStore>().AddSingleton<IRetained>(x => x.GetRequiredService<StatusOutboxStore>());
        return services.AddSingleton<IValidateOptions<BusOptions>, BusOptionsCheck>();
    }

    /// <summary>The server's bus.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<BusState>().AddSingleton<SenderAreas>().AddSingleton<ErrorQueue>();
        services.AddSingleton<BusNudge>().AddSingleton<IHostedService>(x => x.GetRequiredService<BusNudge>());
        services.Replace(ServiceDescriptor.Singleton<IResultNudge>(x => x.GetRequiredService<BusNudge>()));
        services.Replace(ServiceDescriptor.Singleton<IFeedNudge>(x => x.GetRequiredService<BusNudge>()));
        var rabbit = Enum.TryParse<BusTransport>(configuration[$"{BusOptions.Section}:{nameof(BusOptions.Transport)}"], ignoreCase: true, out var transport)
            && transport == BusTransport.RabbitMq;
        if (rabbit && (!bool.TryParse(configuration[$"{BusOptions.Section}:{nameof(BusOptions.PublishStatus)}"], out var publish) || publish))
        {
            services.AddSingleton<StatusWriter>().AddHostedService<StatusRelay>(); // before the consumers: what they store is to be noted
        }

        services.AddMassTransit(bus =>
        {
            bus.AddConsumer<ResultsStoredConsumer>().Endpoint(x =>
            {
                x.InstanceId = $"-{Guid.CreateVersion7():N}"; // every process is to wake up
                x.Temporary = true;
            });
            bus.AddConsumer<FeedPulledConsumer, FeedPulledConsumer.Definition>();
            if (!rabbit)
            {
                bus.UsingInMemory((context, x) => x.ConfigureEndpoints(context)); // nobody outside can publish to it: no consumer of results
                return;
            }

            bus.AddConsumer<ResultsConsumer, ResultsConsumer.Definition>();
            bus.UsingRabbitMq((context, x) =>
            {
                x.Host(new Uri(context.GetRequiredService<IOptions<BusOptions>>().Value.Uri ?? ""));
                x.ConfigureEndpoints(context);
            });
        });
        return services;
    }
}
