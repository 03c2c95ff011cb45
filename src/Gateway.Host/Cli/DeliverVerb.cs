using System.CommandLine;
using Gateway.Pipeline.Delivery;

namespace Gateway.Host.Cli;

internal static class DeliverVerb
{
    public static Command Create()
    {
        var untilIdle = new Option<bool>("--until-idle") { Description = "推送到没有到期的批次为止（默认：持续推送，Ctrl-C 结束）" };
        var verb = new Command("deliver", "把待推送的结果和清单推送到各平台，并追踪回执") { untilIdle };
        verb.SetAction((parsed, cancellationToken) => Verb.RunAsync(async services =>
        {
            var runner = services.GetRequiredService<DeliveryRunner>();
            if (!parsed.GetValue(untilIdle))
            {
                await runner.RunAsync(cancellationToken);
                return ExitCode.Done;
            }

            var outcome = await runner.DrainAsync(cancellationToken);
            if (outcome is { NextDue: null, QueuedGroups: 0 })
            {
                Console.WriteLine($"全部推送完毕：{outcome.Steps} 个批次步骤");
                return ExitCode.Done;
            }

            Console.Error.WriteLine($"仍有未完成的推送（{outcome.QueuedGroups} 组待推），下次到期 {outcome.NextDue?.ToLocalTime():yyyy-MM-dd HH:mm:ss}；服务运行时会自动继续");
            return ExitCode.Failed;
        }));
        return verb;
    }
}
