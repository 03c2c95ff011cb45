using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Story;

namespace Gateway.Host.Cli;

internal static partial class AuditExportVerb
{
    public static Command Create()
    {
        var documents = DocumentTable.All.ToDictionary(x => x, Named);
        var json = new Option<bool>("--json") { Description = "机器可读的 JSON" };
        var verb = new Command("export", "按时间列出一条检查结果、行政处罚或行政许可的全过程及其审计条目，并核验这些条目；有问题时退出码为 1") { json };
        foreach (var option in documents.Values)
        {
            verb.Add(option);
        }

        verb.Validators.Add(x =>
        {
            if (documents.Values.Count(option => x.GetResult(option) is not null) != 1)
            {
                x.AddError($"须指明一条记录：{string.Join("、", documents.Values.Select(option => option.Name))} 之一");
            }
        });
        verb.SetAction((parsed, cancellationToken) => Verb.RunAsync(async services =>
        {
            var (table, option) = documents.Single(x => parsed.GetResult(x.Value) is not null);
            var named = parsed.GetRequiredValue(option).Split('/');
            // What is committed but not yet chained is sealed first, so that the verdict covers it.
            if (await services.GetRequiredService<AuditSealer>().SealAsync(cancellationToken) is SealOutcome.Refused refused)
            {
                await Console.Error.WriteLineAsync($"封存被拒绝：{refused.Reason}");
            }

            if (await services.GetRequiredService<ResultStoryReader>().ReadAsync(table, named[0], named[1], cancellationToken) is not { } story)
            {
                await Console.Error.WriteLineAsync($"没有{table.Chinese} {named[0]}/{named[1]}：网关未收存过这个地区的这个编号（编号区分大小写）");
                return ExitCode.Failed;
            }

            await Console.Out.WriteAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(story, StatusVerb.Json) + Environment.NewLine : StorySheet.Of(story));
            return story.Intact ? ExitCode.Done : ExitCode.Failed;
        }));
        return verb;
    }

    private static Option<string> Named(DocumentTable table)
    {
        var option = new Option<string>("--" + table.Kind)
        {
            Description = $"{table.Chinese}：<行政区划代码>/<编号>，如 610502/R-2026-0001", HelpName = "area/id",
        };
        option.Validators.Add(x =>
        {
            if (x.Tokens is [var only] && !AreaAndId().IsMatch(only.Value))
            {
                x.AddError($"{option.Name} 须为 <行政区划代码>/<编号>，如 610502/R-2026-0001；收到 {only.Value}");
            }
        });
        return option;
    }

    [GeneratedRegex("^[0-9]{6}/[A-Za-z0-9._-]+$")]
    private static partial Regex AreaAndId();
}
