using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Pipeline.Deadlines;

/// <summary>Registers the board of legal terms. Expects a data source, the adapters' directory, <see cref="WorkingCalendar"/> and TimeProvider.</summary>
public static class DeadlinesStage
{
    public static IServiceCollection AddDeadlines(this IServiceCollection services) =>
        services.AddSingleton<DueStore>().AddSingleton<PaceStore>().AddSingleton<DeadlineBoard>();
}
