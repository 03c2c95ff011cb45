using System.CommandLine;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Host.Composition;

namespace Gateway.Host.Cli.Adapters;

/// <summary>Checks the whole configuration without connecting anywhere, and says all that is wrong at once.</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "机器可读的 JSON" };
        var verb = new Command("check", "检查全部配置：一次列出所有问题（文件、行、原因、处理办法）和提醒，不需要数据库，不连接任何平台") { json };
        verb.SetAction((parsed, _) => Verb.RunAsync(services => Task.FromResult(Run(services, parsed.GetValue(json))), OfflineServices.Prepare));
        return verb;
    }

    private static int Run(IServiceProvider services, bool json)
    {
        var load = services.GetRequiredService<CatalogLoad>();
        var catalog = (load as CatalogLoad.Loaded)?.Catalog;
        IReadOnlyList<ConfigurationProblem> problems =
        [
            .. (load as CatalogLoad.Refused)?.Problems ?? [],
            .. ReferenceCheck.Problems(services).Select(what => new ConfigurationProblem("", 0, what, "")),
        ];
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    Ok = problems.Count == 0,
                    catalog?.Version,
                    Areas = catalog?.Areas.Select(area => new { area.Area, area.Name, Feeds = area.Feeds.Count, area.Targets }) ?? [],
                    Problems = problems,
                    Warnings = catalog?.Warnings ?? [],
                },
                StatusVerb.Json));
        }
        else
        {
            Print(catalog, problems);
        }

        return problems.Count == 0 ? ExitCode.Done : ExitCode.Wrong;
    }

    private static void Print(AdapterCatalog? catalog, IReadOnlyList<ConfigurationProblem> problems)
    {
        if (problems.Count > 0)
        {
            Console.Error.Write(ConfigurationReport.Of(problems));
        }

        foreach (var warning in catalog?.Warnings ?? [])
        {
            Console.WriteLine($"提醒 {ConfigurationReport.Line(warning)}");
        }

        if (catalog is null || problems.Count > 0)
        {
            return;
        }

        Console.WriteLine($"配置正确：{catalog.Areas.Count} 个地区，版本 {catalog.Version[..12]}");
        foreach (var area in catalog.Areas)
        {
            Console.WriteLine($"  {area.Area} {area.Name}：数据 {area.Feeds.Count} 类，目标 {string.Join("、", area.Targets)}");
        }
    }
}
