using System.CommandLine;
using System.Globalization;
using Gateway.Adapters.Configuration;
using Gateway.Host.Composition;
using Gateway.Pipeline.Certification;
using Gateway.Pipeline.Certification.Certify;
using Gateway.Pipeline.Runs;
using Microsoft.Extensions.Options;

namespace Gateway.Host.Cli.Adapters;

/// <summary>Certifies an area's adapters and keeps the dated report.</summary>
internal static class CertifyVerb
{
    public static Command Create()
    {
        var area = AreaArgument.Create();
        var scratch = new Option<string?>("--scratch") { Description = "验证用的空数据库的连接（默认：在网关的数据库旁新建，结束后删除）" };
        var folder = new Option<string>("--out") { Description = "报告所在的文件夹（默认：当前目录）", DefaultValueFactory = _ => "." };
        var by = new Option<string>("--by") { Description = "验证人（默认：当前系统用户）", DefaultValueFactory = _ => Environment.UserName };
        var json = new Option<bool>("--json") { Description = "机器可读的 JSON" };
        var accept = new Option<string?>("--accept") { Description = "不验证，采用在别处做出的报告（JSON）；配置摘要须与现行配置相同" };
        var waive = new Option<string?>("--waive") { Description = "不验证，先行启用，写明理由；须有 --until 和 --by" };
        var until = DayOption.Create("--until", "先行启用的截止日，含当日");
        var profile = new Option<string?>("--profile") { Description = "只先行启用这一平台档案（默认：该地区的全部）" };
        var verb = new Command("certify", "验证适配器：在单独的数据库里真实读取，并在途中制造故障；写出带日期的报告，记入审计日志")
        {
            area, scratch, folder, by, json, accept, waive, until, profile,
        };
        verb.SetAction((parsed, cancellationToken) => Verb.RunAsync(
            services =>
            {
                if (AreaArgument.Resolve(services.GetRequiredService<IAdapterDirectory>(), parsed.GetRequiredValue(area)) is not { } areas)
                {
                    return Task.FromResult(ExitCode.Wrong);
                }

                var who = parsed.GetRequiredValue(by);
                if (parsed.GetValue(accept) is { } file)
                {
                    return EachAsync(areas, x => CertifyDecision.AcceptAsync(services, file, x, who, cancellationToken));
                }

                if (parsed.GetValue(waive) is { } reason)
                {
                    return EachAsync(areas, x => CertifyDecision.WaiveAsync(
                        services, x, parsed.GetValue(profile), reason, parsed.GetValue(until), who, cancellationToken));
                }

                return RunAsync(
                    services, areas, new CertifyOrder(parsed.GetValue(scratch), parsed.GetRequiredValue(folder), who, parsed.GetValue(json)), cancellationToken);
            },
            ProbeVerb.Prepare));
        return verb;
    }

    private static async Task<int> EachAsync(IReadOnlyList<AreaSettings> areas, Func<AreaSettings, Task<int>> decide)
    {
        var worst = ExitCode.Done;
        foreach (var area in areas)
        {
            Console.WriteLine($"{area.Area} {area.Name}：");
            worst = Math.Max(worst, await decide(area));
        }

        return worst;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, IReadOnlyList<AreaSettings> areas, CertifyOrder order, CancellationToken cancellationToken)
    {
        var green = true;
        foreach (var area in areas)
        {
            if (await DatabaseAsync(services, order, area.Area, cancellationToken) is not { } database)
            {
                return ExitCode.Wrong;
            }

            await using var scratch = CertifyScratch.Open(services.GetRequiredService<IConfiguration>(), database, services.GetRequiredService<ISharedSecretStore>());
            if (!order.Json)
            {
                Console.WriteLine($"{area.Area} {area.Name}：");
            }

            var report = await scratch.Services.GetRequiredService<CertifyRun>().RunAsync(
                area.Area, "配置中的平台地址，只读", (profile, check) => Show(order, profile, check), cancellationToken);
            await KeepAsync(services, order, report, cancellationToken);
            green &= report.Green;
        }

        return green ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<ScratchDatabaseStore?> DatabaseAsync(IServiceProvider services, CertifyOrder order, string area, CancellationToken cancellationToken)
    {
        if (order.Scratch is { } named)
        {
            var database = await ScratchDatabaseStore.InAsync(named, cancellationToken);
            if (database is null)
            {
                await Console.Error.WriteLineAsync("--scratch 所指的数据库里已有网关的表：验证只在空数据库里进行，请另建一个");
            }

            return database;
        }

        return await ScratchDatabaseStore.BesideAsync(
            services.GetRequiredService<IOptions<DatabaseOptions>>().Value.Gateway, area, services.GetRequiredService<TimeProvider>(), cancellationToken);
    }

    private static async Task KeepAsync(IServiceProvider services, CertifyOrder order, CertifyReport report, CancellationToken cancellationToken)
    {
        var bytes = ReportText.ToJson(report);
        var sha256 = ReportText.DigestOf(bytes);
        Directory.CreateDirectory(order.Folder);
        var path = Path.Combine(order.Folder, $"certify-{report.Area}-{ChinaTime.Of(report.StartedAt).ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}");
        await File.WriteAllBytesAsync(path + ".json", bytes, cancellationToken);
        await File.WriteAllTextAsync(path + ".md", ReportText.ToMarkdown(report, sha256), cancellationToken);
        var kept = !string.IsNullOrEmpty(services.GetRequiredService<IConfiguration>().GetConnectionString("Gateway"));
        if (kept)
        {
            await services.GetRequiredService<CertificationStore>().AddAsync(report, sha256, order.By, taken: false, cancellationToken);
        }

        if (order.Json)
        {
            Console.WriteLine(System.Text.Encoding.UTF8.GetString(bytes));
            return;
        }

        foreach (var adapter in report.Adapters)
        {
            Console.WriteLine($"  {adapter.Profile}：{(adapter.Green ? "通过" : "未通过")}（通过 {Count(adapter, CheckVerdict.Passed)}，未通过 {Count(adapter, CheckVerdict.Failed)}，不适用 {Count(adapter, CheckVerdict.NotApplicable)}）");
        }

        Console.WriteLine($"  报告：{path}.md、{path}.json（SHA-256 {sha256}）{(kept ? "，已记入审计日志" : "；没有网关数据库，未记入审计日志")}");
    }

    private static int Count(AdapterVerdict adapter, CheckVerdict verdict) => adapter.Checks.Count(x => x.Verdict == verdict);

    private static void Show(CertifyOrder order, string profile, CheckResult check)
    {
        if (order.Json)
        {
            return;
        }

        var sign = check.Verdict switch
        {
            CheckVerdict.Passed => "✓",
            CheckVerdict.Failed => "✗",
            CheckVerdict.NotApplicable => "-",
        };
        Console.WriteLine($"  {sign} {profile} {check.Subject} {check.Name}：{check.Seen}");
        if (check is { Verdict: CheckVerdict.Failed, Remedy: { } remedy })
        {
            Console.WriteLine($"      → {remedy}");
        }
    }
}

/// <summary>What was asked for.</summary>
internal sealed record CertifyOrder(string? Scratch, string Folder, string By, bool Json);
