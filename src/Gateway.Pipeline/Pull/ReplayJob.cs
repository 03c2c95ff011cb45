using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Land;
using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Protection;
using Gateway.Pipeline.Quality;
using Gateway.Pipeline.Runs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Pull;

/// <summary>
/// Reads the landed bytes of a feed again, without asking the platform: after the rules or the reference data changed, or to see whether
/// quarantined rows are usable by now. Replays the newest completed full read and what came after it, the newest change of a record first,
/// so that no record goes back to an older state on the way. It deletes nothing by absence.
/// </summary>
internal sealed class ReplayJob(
    IAdapterDirectory directory, FeedNormalisers normalisers, RowIntake rows, RunStore runs, LandStore landed, StepWriter writer,
    RunCloser closer, QuarantineStore quarantine, LeaseStore leases, FieldCipher cipher, IOptions<PullOptions> options, TimeProvider clock,
    ILogger<ReplayJob> log)
{
    public async Task<PullOutcome> RunAsync(string area, Feed feed, CancellationToken cancellationToken)
    {
        var adapters = directory.Current;
        if (adapters.SourceOf(area, feed) is not { } source)
        {
            return new PullOutcome.NotConfigured();
        }

        var lease = await leases.TryAcquireAsync($"pull:{area}:{feed.Wire()}", options.Value.Lease, cancellationToken);
        if (lease is null)
        {
            return new PullOutcome.Busy();
        }

        await using var keeper = new LeaseKeeper(leases, lease, options.Value.Lease, clock, log);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, keeper.Lost);
        try
        {
            return await ReplayAsync(area, feed, source, adapters.Version, lease, linked.Token);
        }
        catch (Exception failure) when (failure is LeaseLost || (failure is OperationCanceledException && keeper.Lost.IsCancellationRequested))
        {
            GatewayMeter.LeaseWasLost("replay");
            return new PullOutcome.Failed(null, "lease_lost", "运行权已由其他进程接管；本次重读作废，未写入的部分不再写入");
        }
    }

    private async Task<PullOutcome> ReplayAsync(
        string area, Feed feed, ISource source, string version, Lease lease, CancellationToken cancellationToken)
    {
        var stored = await runs.CountStoredAsync(area, feed, cancellationToken);
        var (index, before) = await rows.LoadAsync(area, feed, PullMode.Full, stored, cancellationToken);
        var open = await quarantine.OpenIdentitiesAsync(area, feed, cancellationToken);
        var run = await runs.OpenAsync(area, feed, "replay", lease, before, version, normalisers.Version, cancellationToken);
        var normaliser = normalisers.Of(feed);
        var counters = new RunCounters { Before = before, After = before };
        var replay = new ReplayOrder(new RowClassifier(area, normaliser, index, new ContentHash(normalisers.Version), cipher, open));
        var pages = 0;
        await foreach (var page in landed.ReadInForceAsync(area, feed, cancellationToken))
        {
            var body = LandedBody.Open(page.Sealed, page.Length, cipher);
            var step = new PullStep { Pages = 1 };
            replay.Add(step, source.Parse(feed, body).Rows, page.RunId, page.Full);
            await writer.WriteAsync(run, normaliser, step, counters, ++pages, null, saveCursor: false, cancellationToken);
        }

        var end = new RunEnd(RunOutcome.Completed, $"重读 {pages} 页落地数据", false, [], null);
        await closer.CloseAsync(run, counters, end, cancellationToken);
        return new PullOutcome.Completed(run.RunId, counters);
    }
}
