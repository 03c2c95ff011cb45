using Gateway.Pipeline.Runs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Pipeline.Messaging.StatusOut;

/// <summary>
/// Sends what the outbox holds, in order, one process at a time. A message leaves the outbox after the broker's confirm: one that was
/// sent by a process that died then is sent again, with the same id. With the broker away it waits; the rows stay.
/// </summary>
internal sealed class StatusRelay(
    StatusOutboxStore outbox, StatusWriter writer, LeaseStore leases, IOptions<BusOptions> options, TimeProvider clock, ILogger<StatusRelay> log)
    : BackgroundService
{
    internal const string LeaseName = "status-relay";
    private const int Rows = 8;

    private static readonly TimeSpan Life = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WantEvery = TimeSpan.FromMinutes(10);
    private long? _wantedAt;

    /// <summary>Changes are noted before this process takes its first result.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WantAsync(cancellationToken);
        }
        catch (NpgsqlException away)
        {
            log.LogWarning("Status out: the database can't be reached yet ({reason})", away.Message);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = Turn;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WantAsync(stoppingToken);
                await TurnAsync(stoppingToken);
                wait = Turn;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (failure is LeaseLost)
                {
                    GatewayMeter.LeaseWasLost("status");
                }

                log.LogWarning("Status out waits {wait}: {reason}", wait, failure.Message);
            }

            await Task.Delay(wait, clock, stoppingToken);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    /// <summary>Relays as long as this process has the lease and the broker is there; at once back when another has the lease.</summary>
    private async Task TurnAsync(CancellationToken stoppingToken)
    {
        if (await leases.TryAcquireAsync(LeaseName, Life, stoppingToken) is not { } lease)
        {
            return;
        }

        await using var keeper = new LeaseKeeper(leases, lease, Life, clock, log);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, keeper.Lost);
        try
        {
            await using var channel = await StatusChannel.OpenAsync(new Uri(options.Value.Uri ?? ""), ended.Token);
            while (true)
            {
                await WantAsync(ended.Token);
                if (!await RelayAsync(channel, lease, ended.Token))
                {
                    await Task.Delay(Idle, clock, ended.Token);
                }
            }
        }
        catch (OperationCanceledException) when (keeper.Lost.IsCancellationRequested)
        {
            throw new LeaseLost(LeaseName);
        }
    }

    private async Task<bool> RelayAsync(StatusChannel channel, Lease lease, CancellationToken cancellationToken)
    {
        var noted = await outbox.ReadAsync(Rows, cancellationToken);
        if (noted.Count == 0)
        {
            return false;
        }

        var confirmed = await channel.PublishAsync([.. noted.Select(writer.Write)], cancellationToken);
        var open = confirmed < noted.Count ? noted[confirmed].Position : long.MaxValue;
        var whole = noted.Select(x => x.Position).Distinct().Where(x => x < open).ToArray();
        if (whole.Length > 0)
        {
            await outbox.RemoveAsync(lease, whole, cancellationToken);
        }

        GatewayMeter.StatusSent(confirmed);
        return confirmed == noted.Count ? true : throw new IOException($"the broker has {confirmed} of {noted.Count} messages");
    }

    private async Task WantAsync(CancellationToken cancellationToken)
    {
        if (_wantedAt is { } at && clock.GetElapsedTime(at) < WantEvery)
        {
            return;
        }

        await outbox.WantAsync(cancellationToken);
        _wantedAt = clock.GetTimestamp();
    }
}
