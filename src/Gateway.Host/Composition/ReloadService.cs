using Gateway.Pipeline.Reload;

namespace Gateway.Host.Composition;

/// <summary>Takes changed configuration files while the server runs.</summary>
internal sealed class ReloadService(ReloadWatch watch) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => watch.RunAsync(stoppingToken);
}
