using System.CommandLine;
using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Checklists.Export;
using Gateway.Pipeline.Checklists.Versions;

namespace Gateway.Host.Cli;

internal static class ChecklistVerb
{
    public static Command Create()
    {
        var area = new Argument<string>("area") { Description = "行政区划代码" };
        var file = new Argument<string>("file") { Description = "文件名：.xlsx（附件 1 的样式）、.csv 或 .json" };
        var version = new Option<int?>("--version") { Description = "第几版（默认最新）" };
        var export = new Command("export", "导出清单") { area, file, version };
        export.SetAction((parsed, cancellationToken) => Verb.RunAsync(async services =>
        {
            var areas = AreaArgument.Resolve(services.GetRequiredService<IAdapterDirectory>(), parsed.GetRequiredValue(area));
            var path = parsed.GetRequiredValue(file);
            if (areas is not [var one] || Path.GetExtension(path).ToLowerInvariant() is not (".xlsx" or ".csv" or ".json"))
            {
                await Console.Error.WriteLineAsync("请给出一个地区，文件名以 .xlsx、.csv 或 .json 结尾");
                return ExitCode.Wrong;
            }

            var list = await services.GetRequiredService<ChecklistStore>().FindAsync(one.Area, parsed.GetValue(version), cancellationToken);
            if (list is null)
            {
                await Console.Error.WriteLineAsync($"{one.Area} 没有这一版清单：请先执行 gateway compile {one.Area}");
                return ExitCode.Failed;
            }

            Write(path, one.Name, list);
            Console.WriteLine($"已导出 {one.Area} 第 {list.Version} 版清单（{list.List.Items.Count} 项）到 {path}");
            return ExitCode.Done;
        }));
        return new Command("checklist", "跨部门综合监管事项清单") { export };
    }

    private static void Write(string path, string areaName, StoredChecklist list)
    {
        using var output = File.Create(path);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".csv":
                ChecklistCsv.Write(output, list);
                break;
            case ".json":
                ChecklistJson.Write(output, areaName, list);
                break;
            default:
                ChecklistWorkbook.Write(output, areaName, list);
                break;
        }
    }
}
