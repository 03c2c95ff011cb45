using System.Globalization;
using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Certification;
using Gateway.Pipeline.Certification.Certify;
using Gateway.Pipeline.Runs;

namespace Gateway.Host.Cli.Adapters;

/// <summary>An operator decides: a report made elsewhere is taken over, or an adapter is used before it is certified, for a while.</summary>
internal static class CertifyDecision
{
    /// <summary>Longest time for which somebody may answer for an adapter.</summary>
    private const int MostDays = 90;

    public static async Task<int> AcceptAsync(IServiceProvider services, string file, AreaSettings area, string by, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return Refuse($"没有文件 {file}");
        }

        var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
        if (ReportText.Read(bytes) is not { } report || report.Area != area.Area)
        {
            return Refuse($"{file} 不是 {area.Area} 的验证报告（JSON）");
        }

        var effective = services.GetRequiredService<IAdapterDirectory>().Effective;
        var accepted = new List<AdapterVerdict>();
        foreach (var adapter in report.Adapters)
        {
            var why = adapter.Digest != AdapterDigest.Of(effective, area.Area, adapter.Profile) ? "报告时的配置与现行配置不同"
                : adapter.Green ? null : "报告未通过";
            Console.WriteLine($"  {adapter.Profile}：{(why is null ? "采用" : $"不采用，{why}")}");
            if (why is null)
            {
                accepted.Add(adapter);
            }
        }

        if (accepted.Count == 0)
        {
            return ExitCode.Failed;
        }

        await services.GetRequiredService<CertificationStore>().AddAsync(
            report with { Adapters = accepted }, ReportText.DigestOf(bytes), by, taken: true, cancellationToken);
        return accepted.Count == report.Adapters.Count ? ExitCode.Done : ExitCode.Failed;
    }

    public static async Task<int> WaiveAsync(
        IServiceProvider services, AreaSettings area, string? profile, string reason, DateOnly? until, string by, CancellationToken cancellationToken)
    {
        var adapters = services.GetRequiredService<IAdapterDirectory>();
        var today = ChinaTime.DayOf(services.GetRequiredService<TimeProvider>().GetUtcNow());
        if (until is not { } last || last < today || last > today.AddDays(MostDays) || reason.Trim().Length < 4)
        {
            return Refuse($"先行启用须写明理由（至少 4 个字）和截止日 --until（不超过 {MostDays} 天）");
        }

        var profiles = area.Feeds.Select(x => x.Profile).Concat(adapters.SinksOf(area.Area).Select(x => x.Platform.Profile)).Distinct()
            .Where(x => profile is null || x == profile).ToList();
        if (profiles.Count == 0)
        {
            return Refuse($"{area.Area} 没有使用平台档案 {profile}");
        }

        var end = new DateTimeOffset(last.AddDays(1).ToDateTime(TimeOnly.MinValue), ChinaTime.Offset);
        foreach (var one in profiles)
        {
            await services.GetRequiredService<CertificationStore>().WaiveAsync(
                area.Area, one, AdapterDigest.Of(adapters.Effective, area.Area, one), by, reason.Trim(), end, cancellationToken);
            Console.WriteLine($"  {one}：先行启用至 {last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}（含），由 {by} 负责，已记入审计日志");
        }

        return ExitCode.Done;
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return ExitCode.Wrong;
    }
}
