using System.CommandLine;
using Gateway.Adapters.Configuration;
using Gateway.Contracts;
using Gateway.Pipeline.Pull;

namespace Gateway.Host.Cli;

internal static class ReplayVerb
{
    public static Command Create()
    {
        var area = AreaArgument.Create();
        var feed = new Argument<string>("feed") { Description = "数据种类" };
        var verb = new Command("replay", "重读已落地的原始数据（规则或别名表修改后使用），不访问平台") { area, feed };
        verb.SetAction((parsed, cancellationToken) => Verb.RunAsync(async services =>
        {
            var areas = AreaArgument.Resolve(services.GetRequiredService<IAdapterDirectory>(), parsed.GetRequiredValue(area));
            if (areas is null || !FeedArgument.TryResolve(parsed.GetRequiredValue(feed), out var only) || only is not { } one)
            {
                return ExitCode.Wrong;
            }

            var code = ExitCode.Done;
            foreach (var x in areas)
            {
                var outcome = await services.GetRequiredService<ReplayJob>().RunAsync(x.Area, one, cancellationToken);
                await services.GetRequiredService<PullFollowUp>().AfterAsync(x.Area, one, outcome, cancellationToken);
                if (outcome is PullOutcome.Completed done)
                {
                    Console.WriteLine($"{x.Area} {one.Chinese()}：重读完成，{RunText.Of(done.Counters)}");
                }
                else
                {
                    Console.Error.WriteLine($"{x.Area} {one.Chinese()}：{(outcome is PullOutcome.Busy ? "另一个进程正在读取" : "没有配置")}");
                    code = ExitCode.Failed;
                }
            }

            return code;
        }));
        return verb;
    }
}
