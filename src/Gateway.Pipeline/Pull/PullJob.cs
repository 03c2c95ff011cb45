using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Runs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Pull;

/// <summary>
/// Pulls one feed of one area: takes the lease, decides full or incremental, reads, and begins again when the set moved. What goes wrong
/// with a platform ends in an outcome and in the run's row; only a bug is thrown.
/// </summary>
internal sealed class PullJob
{
    private readonly IAdapterDirectory _adapters;
    private readonly PullRunFactory _factory;
    private readonly LeaseStore _leases;
    private readonly RunStore _runs;
    private readonly PullOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<PullJob> _log;

    public PullJob(
        IAdapterDirectory adapters, PullRunFactory factory, LeaseStore leases, RunStore runs, IOptions<PullOptions> options, TimeProvider clock,
        ILogger<PullJob> log) =>
        (_adapters, _factory, _leases, _runs, _options, _clock, _log) = (adapters, factory, leases, runs, options.Value, clock, log);

    public async Task<PullOutcome> RunAsync(PullCommand command, CancellationToken cancellationToken)
    {
        var adapters = _adapters.Current; // to its end, whatever changes meanwhile
        var settings = adapters.Areas.FirstOrDefault(x => x.Area == command.Area)?.Feeds.FirstOrDefault(x => x.Feed == command.Feed);
        if (settings is null || adapters.SourceOf(command.Area, command.Feed) is not { } source)
        {
            return new PullOutcome.NotConfigured();
        }

        var lease = await _leases.TryAcquireAsync($"pull:{command.Area}:{command.Feed.Wire()}", _options.Lease, cancellationToken);
        if (lease is null)
        {
            return new PullOutcome.Busy();
        }

        await using var keeper = new LeaseKeeper(_leases, lease, _options.Lease, _clock, _log);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, keeper.Lost);
        try
        {
            return await ReadAsync(command, new PullFrom(settings, source, adapters.Version), lease, linked.Token);
        }
        catch (OperationCanceledException) when (keeper.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            GatewayMeter.LeaseWasLost("pull");
            return new PullOutcome.Failed(null, "lease_lost", "本进程长时间无响应，运行权已由其他进程接管；本次读取作废，未写入的部分不再写入");
        }
        catch (LeaseLost)
        {
            GatewayMeter.LeaseWasLost("pull");
            return new PullOutcome.Failed(null, "lease_lost", "运行权已由其他进程接管；本次读取作废，未写入的部分不再写入");
        }
    }

    private async Task<PullOutcome> ReadAsync(
        PullCommand command, PullFrom from, Lease lease, CancellationToken cancellationToken)
    {
        PullOutcome? outcome = null;
        for (var attempt = 0; outcome is null; attempt++)
        {
            var state = await _runs.ReadStateAsync(command.Area, command.Feed, cancellationToken);
            var mode = await SourceSettling.ModeAsync(from.Source, command, state, cancellationToken);
            outcome = await OnceAsync(command, from, lease, mode, state, attempt < _options.Restarts, cancellationToken);
        }

        return outcome;
    }

    /// <summary>One read; <see langword="null"/> when the set moved and another may be tried.</summary>
    private async Task<PullOutcome?> OnceAsync(
        PullCommand command, PullFrom from, Lease lease, PullMode mode, FeedState state, bool mayRestart,
        CancellationToken cancellationToken)
    {
        var prepared = await _factory.OpenAsync(command, from, lease, mode, state, cancellationToken);
        RunEnd end;
        var code = "incomplete";
        try
        {
            end = await prepared.Run.ExecuteAsync(prepared.Request, cancellationToken);
        }
        catch (TransientFailure failure)
        {
            code = failure.Code;
            end = RunEnd.Stopped(RunOutcome.Failed, $"平台暂时无法读取：{failure.Message}（下次运行自动重试）");
        }
        catch (PermanentFailure failure)
        {
            code = failure.Code;
            end = RunEnd.Stopped(RunOutcome.Failed, $"平台拒绝：{failure.Message}（请检查该地区的适配器配置）");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await CloseBrokenAsync(prepared, RunEnd.Stopped(RunOutcome.Abandoned, "读取被停止，已读入的数据保留，不作为删除依据；下次运行自动重新读取"));
            throw;
        }
        catch (Exception failure) when (failure is not LeaseLost)
        {
            await CloseBrokenAsync(prepared, RunEnd.Stopped(RunOutcome.Failed, $"程序内部错误（{failure.GetType().Name}），详见日志；下次运行自动重试"));
            throw;
        }

        await _factory.CloseAsync(prepared, end, cancellationToken);
        await SourceSettling.SettleAsync(from.Source, prepared, end.Outcome, _log, cancellationToken);
        PullLog.Ended(_log, prepared.Row.RunId, command.Area, command.Feed.Wire(), end.Outcome, prepared.Counters);

        return end.Outcome switch
        {
            RunOutcome.Completed => new PullOutcome.Completed(prepared.Row.RunId, prepared.Counters),
            RunOutcome.Held => new PullOutcome.Held(prepared.Row.RunId, prepared.Counters, end.Message ?? ""),
            RunOutcome.Abandoned when mayRestart => null,
            _ => new PullOutcome.Failed(prepared.Row.RunId, code, end.Message ?? ""),
        };
    }

    /// <summary>Says in the run's row that it is over, if that can still be said: the fence decides, and the database may be away.</summary>
    private async Task CloseBrokenAsync(PreparedRun prepared, RunEnd end)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), _clock);
        try
        {
            await _factory.CloseAsync(prepared, end, limit.Token);
        }
        catch (Exception failure)
        {
            PullLog.NotClosed(_log, failure, prepared.Row.RunId);
        }
    }
}
