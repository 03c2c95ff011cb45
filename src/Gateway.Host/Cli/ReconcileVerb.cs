using System.CommandLine;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Reconcile;
using Gateway.Pipeline.Runs;

namespace Gateway.Host.Cli;

internal static class ReconcileVerb
{
    private const int Days = 7;

    public static Command Create()
    {
        var area = AreaArgument.Create();
        var target = new Argument<string?>("target") { Description = "推送目标（默认：该地区全部有台账的目标）", Arity = ArgumentArity.ZeroOrOne };
        var from = DayOption.Create("--from", $"台账的起始日（默认：{Days} 天前）");
        var to = DayOption.Create("--to", "台账的截止日，含当日（默认：今天）");
        var repair = new Option<bool>("--repair") { Description = "按规则修复：缺失的补推、内容不一致的更正、应撤未撤的再撤（默认：只核对）" };
        var accept = new Option<bool>("--accept-many") { Description = "已与平台核实：差异虽多，仍予修复" };
        var json = new Option<bool>("--json") { Description = "机器可读的 JSON" };
        var verb = new Command("reconcile", "与平台台账逐条核对；没有差异时退出码为 0，有差异或未能核对时为 1") { area, target, from, to, repair, accept, json, ProofVerb.Create() };
        verb.SetAction((parsed, cancellationToken) => Verb.RunAsync(async services =>
        {
            var adapters = services.GetRequiredService<IAdapterDirectory>();
            var today = ChinaTime.DayOf(services.GetRequiredService<TimeProvider>().GetUtcNow());
            var (first, last) = (parsed.GetValue(from) ?? (parsed.GetValue(to) ?? today).AddDays(-Days), parsed.GetValue(to) ?? today);
            if (AreaArgument.Resolve(adapters, parsed.GetRequiredValue(area)) is not { } areas || !IsRight(first, last, parsed.GetValue(accept), parsed.GetValue(repair)))
            {
                return ExitCode.Wrong;
            }

            var only = parsed.GetValue(target);
            var commands = areas.SelectMany(x => Ledgers.Of(adapters, x.Area).Where(y => only is null || y == only).Select(y => new ReconcileCommand(
                x.Area, y, first, last, ReconcileOrigins.Manual, parsed.GetValue(repair), parsed.GetValue(accept)))).ToList();
            if (commands.Count == 0)
            {
                await Console.Error.WriteLineAsync($"没有可核对的台账：{only}；有台账的目标：{string.Join("、", areas.SelectMany(x => Ledgers.Of(adapters, x.Area)).Distinct())}");
                return ExitCode.Wrong;
            }

            var outcomes = new List<(ReconcileCommand Command, ReconcileOutcome Outcome)>();
            foreach (var command in commands)
            {
                var outcome = await services.GetRequiredService<ReconcileJob>().RunAsync(command, Progress(command), cancellationToken);
                outcomes.Add((command, outcome));
                await ReconcileSheet.PrintAsync(services.GetRequiredService<ReconcileReadStore>(), command, outcome, parsed.GetValue(json), cancellationToken);
            }

            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(outcomes.Select(x => ReconcileSheet.JsonOf(x.Command, x.Outcome)), StatusVerb.Json));
            }

            return outcomes.All(x => x.Outcome is ReconcileOutcome.Completed { Counts.Findings: 0 }) ? ExitCode.Done : ExitCode.Failed;
        }));
        return verb;
    }

    private static bool IsRight(DateOnly first, DateOnly last, bool accept, bool repair)
    {
        if (first > last)
        {
            Console.Error.WriteLine("--from 不能晚于 --to");
            return false;
        }

        if (accept && !repair)
        {
            Console.Error.WriteLine("--accept-many 只与 --repair 一起使用");
            return false;
        }

        return true;
    }

    /// <summary>A line that is written over, where somebody watches.</summary>
    private static Action<DateOnly, long>? Progress(ReconcileCommand command) => Console.IsErrorRedirected
        ? null
        : (day, entries) => Console.Error.Write($"\r{command.Area} {command.Target} {day:yyyy-MM-dd}，已读 {entries:N0} 条{(day == command.To ? Environment.NewLine : "")}");
}
