using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Reconcile;

namespace Gateway.Host.Cli;

/// <summary>The proof that a month agrees with a platform's ledger: for every area the newest run that compared all of it.</summary>
internal static class ProofVerb
{
    public static Command Create()
    {
        var target = new Argument<string>("target") { Description = "推送目标" };
        var month = new Argument<string>("month") { Description = "月份，yyyy-MM" };
        var json = new Option<bool>("--json") { Description = "机器可读的 JSON" };
        var verb = new Command("proof", "一个月与平台台账相符的证明：各地区的条数、两侧哈希、对账编号和审计条目；各地区都相符时退出码为 0") { target, month, json };
        verb.SetAction((parsed, cancellationToken) => Verb.RunAsync(async services =>
        {
            var adapters = services.GetRequiredService<IAdapterDirectory>();
            var name = parsed.GetRequiredValue(target);
            var areas = adapters.Areas.Where(x => Ledgers.Of(adapters, x.Area).Contains(name)).ToList();
            if (!DateOnly.TryParseExact(parsed.GetRequiredValue(month) + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
                || areas.Count == 0)
            {
                await Console.Error.WriteLineAsync("用法：gateway reconcile proof <有台账的目标> <yyyy-MM>");
                return ExitCode.Wrong;
            }

            var last = first.AddMonths(1).AddDays(-1);
            var runs = (await services.GetRequiredService<ReconcileReadStore>().CoveringAsync(name, first, last, cancellationToken)).ToDictionary(x => x.Area);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(
                    new { target = name, from = first, to = last, areas = areas.Select(x => new { x.Area, x.Name, run = runs.GetValueOrDefault(x.Area) }) }, StatusVerb.Json));
            }
            else
            {
                Console.WriteLine($"{name} {first:yyyy-MM} 与台账核对");
                areas.ForEach(x => Print(x, runs.GetValueOrDefault(x.Area)));
            }

            return areas.All(x => runs.GetValueOrDefault(x.Area) is { Clean: true }) ? ExitCode.Done : ExitCode.Failed;
        }));
        return verb;
    }

    private static void Print(AreaSettings area, StoredReconciliation? run)
    {
        if (run?.Counts is not { } counts)
        {
            Console.WriteLine($"  {area.Area} {area.Name}：没有核对过整月");
            return;
        }

        Console.WriteLine($"  {area.Area} {area.Name}：{(run.Clean ? "相符" : "不相符")}，{ReconcileSheet.Words(counts)}");
        Console.WriteLine($"    对账 {run.RunId}，{run.From:yyyy-MM-dd} 至 {run.To:yyyy-MM-dd}，{run.EndedAt?.ToLocalTime():yyyy-MM-dd HH:mm:ss}，审计条目 {run.AuditEntry}");
        Console.WriteLine($"    我方 {counts.OursSha256}");
        Console.WriteLine($"    平台 {counts.TheirsSha256}");
    }
}
