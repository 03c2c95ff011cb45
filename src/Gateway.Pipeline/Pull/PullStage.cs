using Gateway.Pipeline.Land;
using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Quality;
using Gateway.Pipeline.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Pipeline.Pull;

/// <summary>Pull, Land and Normalise: from a platform's pages to the records in force.</summary>
public static class PullStage
{
    public static IServiceCollection AddPull(this IServiceCollection services)
    {
        services.AddOptions<PullOptions>().BindConfiguration(PullOptions.Section, x => x.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LeaseStore>().AddSingleton<RunStore>().AddSingleton<LandStore>();
        services.AddSingleton<QuarantineStore>().AddSingleton<FeedNormalisers>();
        services.TryAddSingleton<QualityStore>();
        services.AddSingleton<QualityOverviewStore>();
        services.AddSingleton<FeedStore>().AddSingleton<PageLander>().AddSingleton<StepWriter>().AddSingleton<RowIntake>();
        services.AddSingleton<RunCloser>().AddSingleton<PullRunFactory>();
        services.AddSingleton<PullFollowUp>().TryAddSingleton<IFeedNudge, NoFeedNudge>();
        services.AddSingleton<PullProgress>().AddSingleton<PullJob>().AddSingleton<PullBatch>().AddSingleton<ReplayJob>();
        return services;
    }
}
