using Gateway.Pipeline.Land;
using Gateway.Pipeline.Quality;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Pipeline.Retention;

/// <summary>Registers what is forgotten after a time; the host adds its own.</summary>
public static class RetentionStage
{
    public static IServiceCollection AddRetention(this IServiceCollection services)
    {
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section, x => x.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        services.AddSingleton<IRetained>(x => x.GetRequiredService<LandStore>());
        services.AddSingleton<IRetained>(x => x.GetRequiredService<QuarantineStore>());
        return services.AddSingleton<RetentionRun>();
    }
}
