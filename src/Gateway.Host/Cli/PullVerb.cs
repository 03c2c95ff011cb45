using System.CommandLine;
using Gateway.Adapters.Configuration;
using Gateway.Contracts;
using Gateway.Pipeline.Certification.Switching;
using Gateway.Pipeline.Pull;

namespace Gateway.Host.Cli;

internal static class PullVerb
{
    public static Command Create()
    {
        var area = AreaArgument.Create();
        var feed = FeedArgument.Create();
        var full = new Option<bool>("--full") { Description = "全量读取（默认：有游标时增量）" };
        var accept = new Option<bool>("--accept-shrink") { Description = "已与平台核实：接受明显变少的全量，按缺失删除" };
        var verb = new Command("pull", "从平台读取数据：落地、校验、入库") { area, feed, full, accept };
        verb.SetAction((parsed, cancellationToken) => Verb.RunAsync(async services =>
        {
            var areas = AreaArgument.Resolve(services.GetRequiredService<IAdapterDirectory>(), parsed.GetRequiredValue(area));
            if (areas is null || !FeedArgument.TryResolve(parsed.GetValue(feed), out var only))
            {
                return ExitCode.Wrong;
            }

            var commands = areas.SelectMany(x => x.Feeds.Where(y => only is null || y.Feed == only)
                .Select(y => new PullCommand(x.Area, y.Feed, parsed.GetValue(full), parsed.GetValue(accept)))).ToList();
            var adapters = services.GetRequiredService<IAdapterDirectory>();
            var board = await services.GetRequiredService<IAdapterSwitch>().LookAsync(adapters, cancellationToken);
            var off = areas.SelectMany(x => x.Feeds.Where(y => only is null || y.Feed == only)
                .Select(y => (x.Area, y.Feed, Why: board.OffBecause(x.Area, y.Profile)))).Where(x => x.Why is not null).ToList();
            off.ForEach(x => Console.Error.WriteLine($"{x.Area} {x.Feed.Chinese()}：适配器未启用，{x.Why}"));
            commands.RemoveAll(x => off.Exists(y => y.Area == x.Area && y.Feed == x.Feed));
            var batch = services.GetRequiredService<PullBatch>();
            var outcomes = await PullBars.WatchAsync(
                services.GetRequiredService<PullProgress>(), commands, ended => batch.RunAsync(commands, ended, cancellationToken), PrintAsync);
            return off.Count == 0 && outcomes.All(x => x is PullOutcome.Completed) ? ExitCode.Done : ExitCode.Failed;
        }));
        return verb;
    }

    private static Task PrintAsync(PullCommand command, PullOutcome outcome)
    {
        var head = $"{command.Area} {command.Feed.Chinese()}";
        return outcome switch
        {
            PullOutcome.Completed done => Console.Out.WriteLineAsync($"{head}：完成，{RunText.Of(done.Counters)}"),
            PullOutcome.Held held => Console.Error.WriteLineAsync($"{head}：暂停，{held.Message}"),
            PullOutcome.Failed failed => Console.Error.WriteLineAsync($"{head}：失败（{failed.Code}），{failed.Message}"),
            PullOutcome.Busy => Console.Error.WriteLineAsync($"{head}：另一个进程正在读取，本次跳过"),
            _ => Console.Error.WriteLineAsync($"{head}：没有配置"),
        };
    }
}
