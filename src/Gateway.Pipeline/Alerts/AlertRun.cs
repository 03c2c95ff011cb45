using Gateway.Pipeline.Deadlines;
using Gateway.Pipeline.Messaging.StatusOut;
using Gateway.Pipeline.Runs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Alerts;

/// <summary>How one round ended.</summary>
public sealed record AlertOutcome(int Raised, int Reminded, int Resolved, bool Busy);

/// <summary>One round: what holds now, against what was told already.</summary>
public sealed class AlertRun(
    DeadlineBoard board, StatusOutboxStore outbox, IEnumerable<IAlertSource> sources, AlertStore store, IOptions<AlertOptions> options, TimeProvider clock,
    ILogger<AlertRun> log)
{
    /// <summary>Status messages that wait longer are stuck: a broker's restart takes less.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(15);

    public async Task<AlertOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var overview = await board.ReadAsync(cancellationToken);
        List<AlertCondition> conditions = [.. DueConditions.Of(overview.Due), .. await StuckAsync(now, cancellationToken)];
        foreach (var source in sources)
        {
            conditions.AddRange(await source.ReadAsync(cancellationToken));
        }

        IReadOnlyList<AlertStep> steps = [];
        var ours = await store.AdvanceAsync(
            open => steps = AlertRules.Of(open, conditions, now), now, !string.IsNullOrEmpty(options.Value.Webhook), cancellationToken);
        if (!ours)
        {
            return new AlertOutcome(0, 0, 0, Busy: true);
        }

        foreach (var step in steps)
        {
            Tell(step);
        }

        return new AlertOutcome(Count(AlertMove.Raised), Count(AlertMove.Reminded), Count(AlertMove.Resolved), Busy: false);

        int Count(AlertMove move) => steps.Count(x => x.Move == move);
    }

    private async Task<IReadOnlyList<AlertCondition>> StuckAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await outbox.PendingAsync(cancellationToken) is { Since: { } since } pending && now - since > Stuck
            ? [new AlertCondition(AlertKinds.StatusStuck, "", "", pending.Pending, $"状态消息自 {ChinaTime.Of(since):yyyy-MM-dd HH:mm} 起未能发出，积压 {pending.Pending} 条")]
            : [];

    private void Tell(AlertStep step)
    {
        if (NoticeBody.Step(step.Move) is not { } name)
        {
            return;
        }

        var (kind, target, area) = step.Condition is { } x ? (x.Kind, x.Target, x.Area) : (step.Alert?.Kind, step.Alert?.Target, step.Alert?.Area);
        GatewayMeter.AlertTold(kind ?? "", name);
        log.Log(
            step.Move == AlertMove.Resolved ? LogLevel.Information : LogLevel.Warning, "Alert {kind} {step}: {target} {area} {words}", kind, name,
            target, area, step.Condition?.Words ?? step.Alert?.Words);
    }
}
