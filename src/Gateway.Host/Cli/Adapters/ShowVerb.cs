using System.CommandLine;
using System.Text.Json;
using Gateway.Adapters.Configuration;

namespace Gateway.Host.Cli.Adapters;

/// <summary>Shows the effective values of an area and where each comes from. Of a secret only whether it is set.</summary>
internal static class ShowVerb
{
    public static Command Create()
    {
        var area = AreaArgument.Create();
        var below = new Argument<string?>("path")
        {
            Description = "只看其下的配置项，如 profiles.exchange-rest 或 feeds.matter（不写：全部）", Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "机器可读的 JSON" };
        var verb = new Command("show", "显示生效的配置及每个值的来源（文件:行、环境变量或程序默认值）；密钥只显示是否已设置") { area, below, json };
        verb.SetAction((parsed, _) => Verb.RunAsync(
            services => Task.FromResult(Run(services, parsed.GetRequiredValue(area), parsed.GetValue(below), parsed.GetValue(json))),
            OfflineServices.Prepare));
        return verb;
    }

    private static int Run(IServiceProvider services, string area, string? below, bool json)
    {
        var catalog = services.GetRequiredService<AdapterDirectoryHolder>().Catalog;
        if (AreaArgument.Resolve(catalog, area) is not { } areas)
        {
            return ExitCode.Wrong;
        }

        var shown = areas.Select(one => (Area: one, Settings: catalog.Effective.Where(x => x.Area == one.Area && IsBelow(x.Path, below)).ToList())).ToList();
        if (shown.TrueForAll(one => one.Settings.Count == 0))
        {
            Console.Error.WriteLine($"没有配置项 {below}");
            return ExitCode.Wrong;
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(shown.Select(one => JsonOf(catalog, one.Area, one.Settings)), StatusVerb.Json));
            return ExitCode.Done;
        }

        foreach (var (one, settings) in shown)
        {
            Console.WriteLine($"{one.Area} {one.Name}  版本 {catalog.Version[..12]}");
            foreach (var setting in settings)
            {
                Console.WriteLine($"  {setting.Path} = {setting.Value}    ← {setting.Origin}");
            }
        }

        return ExitCode.Done;
    }

    private static object JsonOf(AdapterCatalog catalog, AreaSettings area, List<EffectiveSetting> settings) => new
    {
        area.Area,
        area.Name,
        catalog.Version,
        Settings = settings.Select(setting => new
        {
            setting.Path,
            setting.Value,
            setting.Secret,
            Origin = new
            {
                Kind = setting.Origin.Kind switch
                {
                    SettingOriginKind.Default => "default",
                    SettingOriginKind.File => "file",
                    SettingOriginKind.Variable => "variable",
                },
                setting.Origin.Place,
                setting.Origin.Line,
            },
        }),
    };

    private static bool IsBelow(string path, string? above) =>
        above is null || path == above || path.StartsWith(above + ".", StringComparison.Ordinal) || path.StartsWith(above + "[", StringComparison.Ordinal);
}
