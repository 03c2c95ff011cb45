using System.CommandLine;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Configuration.Schema;

namespace Gateway.Host.Cli.Adapters;

/// <summary>Writes the JSON Schemas of the configuration files, for editors.</summary>
internal static class SchemaVerb
{
    public static Command Create()
    {
        var folder = new Option<string?>("--out") { Description = "写入的文件夹（不写：输出到屏幕）" };
        var verb = new Command("schema", "生成区县文件与平台档案文件的 JSON Schema，供编辑器补全和检查") { folder };
        verb.SetAction((parsed, cancellationToken) => Verb.RunAsync(
            services => RunAsync([.. services.GetServices<IAdapterProfile>()], parsed.GetValue(folder), cancellationToken), OfflineServices.Prepare));
        return verb;
    }

    private static async Task<int> RunAsync(IReadOnlyList<IAdapterProfile> profiles, string? folder, CancellationToken cancellationToken)
    {
        foreach (var (file, schema) in SettingSchema.All(profiles))
        {
            if (folder is null)
            {
                Console.WriteLine($"// {file}");
                Console.Write(schema);
                continue;
            }

            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, file), schema, cancellationToken);
            Console.WriteLine(Path.Combine(folder, file));
        }

        return ExitCode.Done;
    }
}
