using System.Diagnostics.Metrics;

namespace Gateway.Pipeline.Runs;

/// <summary>What the gateway counts as it happens, since this process started. Labels are the words of the tables.</summary>
public static class GatewayMeter
{
    public const string Name = "gateway";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("gateway.runs", description: "Runs that ended, by outcome, area and feed");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("gateway.rows", description: "Rows of ended runs, by kind, area and feed");
    private static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("gateway.deliveries", description: "Verdicts of platforms, by target and state");
    private static readonly Counter<long> LeaseLosses = Meter.CreateCounter<long>("gateway.lease.losses", description: "Work given up because another process had taken it over");
    private static readonly Counter<long> Statuses = Meter.CreateCounter<long>("gateway.outbox.sent", description: "Status messages that the broker confirmed");
    private static readonly Counter<long> Alerts = Meter.CreateCounter<long>("gateway.alerts", description: "Notices about alerts, by kind and step");
    private static readonly Histogram<double> Batches = Meter.CreateHistogram(
        "gateway.batch.duration", "s", "One step of a batch, by target, step and outcome",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100] });

    internal static void RunEnded(RunRow run, RunOutcome outcome, RunCounters counters)
    {
        KeyValuePair<string, object?> area = new("area", run.Area), feed = new("feed", Contracts.FeedNames.Wire(run.Feed));
        Runs.Add(1, area, feed, new("outcome", outcome.ToString().ToLowerInvariant()));
        void Add(string kind, long rows) => Rows.Add(rows, area, feed, new("kind", kind));
        Add("fetched", counters.Fetched);
        Add("new", counters.New);
        Add("changed", counters.Changed);
        Add("unchanged", counters.Unchanged);
        Add("deleted_by_row", counters.DeletedByRow);
        Add("deleted_by_absence", counters.DeletedByAbsence);
        Add("quarantined", counters.Quarantined);
        Add("repeated", counters.Repeated);
    }

    /// <param name="work">pull, replay or delivery.</param>
    internal static void LeaseWasLost(string work) => LeaseLosses.Add(1, new KeyValuePair<string, object?>("work", work));

    internal static void AlertTold(string kind, string step) => Alerts.Add(1, new("kind", kind), new KeyValuePair<string, object?>("step", step));

    internal static void StatusSent(int messages) => Statuses.Add(messages);

    internal static void BatchStep(string target, string step, string outcome, TimeSpan duration) =>
        Batches.Record(duration.TotalSeconds, new("target", target), new("step", step), new("outcome", outcome));

    internal static void Verdicts(string target, string state, int count)
    {
        if (count > 0)
        {
            Deliveries.Add(count, new("target", target), new KeyValuePair<string, object?>("state", state));
        }
    }
}
