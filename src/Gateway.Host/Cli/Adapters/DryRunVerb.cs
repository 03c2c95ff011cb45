using System.CommandLine;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Protection;
using Gateway.Pipeline.Pull;

namespace Gateway.Host.Cli.Adapters;

/// <summary>Runs a sample through an area's adapter and the rules of its feed.</summary>
internal static class DryRunVerb
{
    public static Command Create()
    {
        var area = new Argument<string>("area") { Description = "行政区划代码，如 610502" };
        var feed = new Argument<string>("feed") { Description = "数据种类" };
        var sample = new Option<string>("--sample") { Description = "样本文件：平台应答的一页（JSON），或该平台交付的文件", Required = true };
        var rows = new Option<int>("--rows") { Description = "最多显示几条可用记录（默认 3）", DefaultValueFactory = _ => 3 };
        var json = new Option<bool>("--json") { Description = "机器可读的 JSON" };
        var verb = new Command("dry-run", "用样本试跑：映射、规范化、隔离原因、代码值、字段漂移；不连接平台，不需要数据库，什么也不保存")
        {
            area, feed, sample, rows, json,
        };
        verb.SetAction((parsed, cancellationToken) => Verb.RunAsync(
            services => RunAsync(
                services, parsed.GetRequiredValue(area), parsed.GetRequiredValue(feed), parsed.GetRequiredValue(sample),
                Math.Clamp(parsed.GetValue(rows), 0, 1000), parsed.GetValue(json), cancellationToken),
            OfflineServices.Prepare));
        return verb;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, string area, string name, string sample, int most, bool json, CancellationToken cancellationToken)
    {
        var catalog = services.GetRequiredService<AdapterDirectoryHolder>().Catalog;
        if (area == AreaArgument.All || AreaArgument.Resolve(catalog, area) is null || !FeedArgument.TryResolve(name, out var found) || found is not { } feed)
        {
            return ExitCode.Wrong;
        }

        if (catalog.SourceOf(area, feed) is not { } source)
        {
            await Console.Error.WriteLineAsync($"{area} 没有配置 {feed.Chinese()}（{name}）");
            return ExitCode.Wrong;
        }

        if (!File.Exists(sample))
        {
            await Console.Error.WriteLineAsync($"没有样本文件 {sample}");
            return ExitCode.Wrong;
        }

        if (await ReadAsync(source, feed, sample, cancellationToken) is not { } pages)
        {
            return ExitCode.Failed;
        }

        var run = new DryRun(services.GetRequiredService<FeedNormalisers>(), services.GetRequiredService<FieldCipher>());
        var outcome = run.Run(area, feed, pages);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(outcome with { Usable = [.. outcome.Usable.Take(most)] }, StatusVerb.Json));
        }
        else
        {
            DryRunSheet.Lines($"{area} {feed.Chinese()}", outcome, most).ToList().ForEach(Console.WriteLine);
        }

        return ExitCode.Done;
    }

    private static async Task<IReadOnlyList<PageRows>?> ReadAsync(ISource source, Feed feed, string sample, CancellationToken cancellationToken)
    {
        try
        {
            return source is ISampleSource samples
                ? await samples.ReadSampleAsync(feed, sample, cancellationToken)
                : [source.Parse(feed, await File.ReadAllBytesAsync(sample, cancellationToken))];
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or FormatException or InvalidDataException
            or IOException or UnauthorizedAccessException or TransientFailure or PermanentFailure)
        {
            await Console.Error.WriteLineAsync($"样本读不出：{unreadable.Message}");
            return null;
        }
    }
}
