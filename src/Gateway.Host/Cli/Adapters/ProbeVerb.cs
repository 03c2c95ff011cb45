using System.CommandLine;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Contracts;
using Gateway.Pipeline.Certification.Probe;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Host.Cli.Adapters;

/// <summary>Tries the way to a platform and says where it ends.</summary>
internal static class ProbeVerb
{
    public static Command Create()
    {
        var area = AreaArgument.Create();
        var what = new Argument<string?>("feed|target")
        {
            Description = "数据种类或推送目标（不写：该地区的全部）", Arity = ArgumentArity.ZeroOrOne,
        };
        var seconds = new Option<int>("--timeout") { Description = "每一项最多等待的秒数（默认 60）", DefaultValueFactory = _ => 60 };
        var json = new Option<bool>("--json") { Description = "机器可读的 JSON" };
        var verb = new Command("probe", "试探到平台的路：解析、连接、证书、白名单、时钟、签名、一页数据；不发送任何业务数据") { area, what, seconds, json };
        verb.SetAction((parsed, cancellationToken) => Verb.RunAsync(
            services => RunAsync(
                services, parsed.GetRequiredValue(area), parsed.GetValue(what), TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(seconds), 1, 3600)),
                parsed.GetValue(json), cancellationToken),
            Prepare));
        return verb;
    }

    /// <summary>An integrator may try a platform before there is a database: then what the platform issues is kept in memory.</summary>
    internal static void Prepare(IServiceCollection services, IConfiguration configuration)
    {
        services.AddWireWatch();
        if (string.IsNullOrEmpty(configuration.GetConnectionString("Gateway")))
        {
            services.Replace(ServiceDescriptor.Singleton<ISharedSecretStore, InMemorySecretStore>());
            services.RemoveAll<ICredentialUses>(); // notes are kept under the master key, in the database
        }
    }

    internal static async Task<int> RunAsync(
        IServiceProvider services, string area, string? only, TimeSpan limit, bool json, CancellationToken cancellationToken)
    {
        var adapters = services.GetRequiredService<IAdapterDirectory>();
        if (AreaArgument.Resolve(adapters, area) is not { } areas)
        {
            return ExitCode.Wrong;
        }

        var run = services.GetRequiredService<ProbeRun>();
        var reports = new List<ProbeReport>();
        foreach (var one in areas)
        {
            foreach (var feed in one.Feeds.Select(x => x.Feed).Where(x => only is null || only == x.Wire()))
            {
                Take(await run.FeedAsync(one.Area, feed, limit, cancellationToken));
            }

            foreach (var target in one.Targets.Where(x => only is null || only == x))
            {
                Take(await run.TargetAsync(one.Area, target, limit, cancellationToken));
            }
        }

        if (reports.Count == 0)
        {
            var known = areas.SelectMany(x => x.Feeds.Select(y => y.Feed.Wire()).Concat(x.Targets)).Distinct();
            await Console.Error.WriteLineAsync($"没有配置 {only}；可试：{string.Join("、", known)}");
            return ExitCode.Wrong;
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(reports.Select(ProbeSheet.JsonOf), StatusVerb.Json));
        }

        return reports.TrueForAll(x => x.Works) ? ExitCode.Done : ExitCode.Failed;

        void Take(ProbeReport? report)
        {
            if (report is null)
            {
                return;
            }

            reports.Add(report);
            if (!json)
            {
                ProbeSheet.Lines(report).ToList().ForEach(Console.WriteLine);
            }
        }
    }
}
