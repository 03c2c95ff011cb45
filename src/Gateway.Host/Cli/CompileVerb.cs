using System.CommandLine;
using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Checklists;

namespace Gateway.Host.Cli;

internal static class CompileVerb
{
    public static Command Create()
    {
        var area = AreaArgument.Create();
        var verb = new Command("compile", "由已入库的监管事项编制跨部门综合监管事项清单；内容有变化才产生新版本") { area };
        verb.SetAction((parsed, cancellationToken) => Verb.RunAsync(async services =>
        {
            var areas = AreaArgument.Resolve(services.GetRequiredService<IAdapterDirectory>(), parsed.GetRequiredValue(area));
            if (areas is null)
            {
                return ExitCode.Wrong;
            }

            var job = services.GetRequiredService<CompileJob>();
            foreach (var x in areas)
            {
                Console.WriteLine($"{x.Area} {x.Name}：{Text(await job.RunAsync(x.Area, cancellationToken))}");
            }

            return ExitCode.Done;
        }));
        return verb;
    }

    private static string Text(CompileOutcome outcome) => outcome switch
    {
        CompileOutcome.NewVersion x =>
            $"第 {x.Version} 版，{x.Items} 项（新增 {x.Added}、取消 {x.Removed}、变更 {x.Changed}），争议 {x.Disputes} 项，质量问题 {x.Issues} 个",
        CompileOutcome.Unchanged x => $"没有变化，仍为第 {x.Version} 版，{x.Items} 项，争议 {x.Disputes} 项",
        _ => "没有配置",
    };
}
