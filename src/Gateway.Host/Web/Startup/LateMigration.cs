using Gateway.Host.Cli;
using Npgsql;

namespace Gateway.Host.Web.Startup;

/// <summary>Upgrades the schema as soon as the database is there, where a start that was to do it found it away. Everything else waits for it by itself.</summary>
internal sealed class LateMigration(IServiceProvider services, ReadinessStore state, TimeProvider clock, ILogger<LateMigration> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (state.OwesMigration)
        {
            try
            {
                var scripts = await MigrateVerb.MigrateAsync(services, stoppingToken);
                state.OwesMigration = false;
                log.LogInformation("The database is back; {count} scripts were run", scripts.Count);
            }
            catch (NpgsqlException away)
            {
                log.LogDebug("The database is still away: {reason}", away.Message);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }
}
