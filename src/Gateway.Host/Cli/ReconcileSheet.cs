using System.Globalization;
using Gateway.Pipeline.Reconcile;

namespace Gateway.Host.Cli;

/// <summary>A reconciliation in an operator's words.</summary>
internal static class ReconcileSheet
{
    private const int Most = 20;

    public static async Task PrintAsync(
        ReconcileReadStore runs, ReconcileCommand command, ReconcileOutcome outcome, bool quiet, CancellationToken cancellationToken)
    {
        var head = $"{command.Area} {command.Target} {command.From:yyyy-MM-dd} 至 {command.To:yyyy-MM-dd}";
        switch (outcome)
        {
            case ReconcileOutcome.Completed done when !quiet:
                Console.WriteLine($"{head}：{Words(done.Counts)}{(done.Queued > 0 ? $"，已排队修复 {done.Queued} 条" : "")}（对账 {done.RunId}）");
                await FindingsAsync(runs, done.RunId, done.Counts, cancellationToken);
                break;
            case ReconcileOutcome.Held held when !quiet:
                Console.WriteLine($"{head}：{Words(held.Counts)}（对账 {held.RunId}）");
                Console.Error.WriteLine($"{head}：暂停，{held.Message}");
                break;
            case ReconcileOutcome.Failed failed:
                Console.Error.WriteLine($"{head}：未能核对（{failed.Code}），{failed.Message}");
                break;
            case ReconcileOutcome.Busy:
                Console.Error.WriteLine($"{head}：另一个进程正在核对，本次跳过");
                break;
            case ReconcileOutcome.NoLedger:
                Console.Error.WriteLine($"{head}：该目标没有台账");
                break;
        }
    }

    public static object JsonOf(ReconcileCommand command, ReconcileOutcome outcome) => outcome switch
    {
        ReconcileOutcome.Completed x => new { command.Area, command.Target, command.From, command.To, outcome = "completed", run = x.RunId, x.Counts, x.Queued, x.Counts.Clean },
        ReconcileOutcome.Held x => new { command.Area, command.Target, command.From, command.To, outcome = "held", run = x.RunId, x.Counts, x.Message },
        ReconcileOutcome.Failed x => new { command.Area, command.Target, command.From, command.To, outcome = "failed", run = x.RunId, x.Code, x.Message },
        ReconcileOutcome.Busy => new { command.Area, command.Target, command.From, command.To, outcome = "busy" },
        _ => new { command.Area, command.Target, command.From, command.To, outcome = "no_ledger" },
    };

    internal static string Words(ReconcileCounts counts)
    {
        var findings = string.Join("，", new (string Kind, long Count)[]
        {
            (FindingKinds.MissingThere, counts.MissingThere), (FindingKinds.UnknownHere, counts.UnknownHere), (FindingKinds.OtherContent, counts.OtherContent),
            (FindingKinds.ShouldBeWithdrawn, counts.ShouldBeWithdrawn), (FindingKinds.ShouldBePublished, counts.ShouldBePublished),
        }.Where(x => x.Count > 0).Select(x => string.Create(CultureInfo.InvariantCulture, $"{FindingKinds.Label(x.Kind)} {x.Count:N0}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"应有 {counts.Ours:N0} 条，台账 {counts.Theirs:N0} 条，相符 {counts.Matched:N0}，{(findings.Length > 0 ? findings : "没有差异")}")
            + (counts.Moved > 0 ? string.Create(CultureInfo.InvariantCulture, $"，正在变动未核 {counts.Moved:N0}") : "");
    }

    private static async Task FindingsAsync(ReconcileReadStore runs, long run, ReconcileCounts counts, CancellationToken cancellationToken)
    {
        foreach (var x in counts.Findings == 0 ? [] : await runs.FindingsAsync(run, Most, cancellationToken))
        {
            Console.WriteLine($"  {FindingKinds.Label(x.Kind)} {x.WireId}：{RepairKinds.Label(x.Repair, x.State)}{(x.Why is { } why ? "，" + why : "")}");
        }

        if (counts.Findings > Most)
        {
            Console.WriteLine($"  ……共 {counts.Findings:N0} 条，全部见 /reconcile?run={run}");
        }
    }
}
