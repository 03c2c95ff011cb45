using System.Globalization;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Certification.Switching;

/// <summary>Whether an adapter may be on, by what is known of it. Pure.</summary>
public static class SwitchRules
{
    /// <param name="known">The last report and the last waiver of this adapter under every set of settings.</param>
    /// <param name="digest">Of its settings as they are.</param>
    /// <returns>Why it is off, in Chinese; <see langword="null"/>: it is on.</returns>
    public static string? OffBecause(IEnumerable<CertificationEntry> known, string digest, DateTimeOffset now)
    {
        var entries = known.ToList();
        var same = entries.Where(x => x.Digest == digest).ToList();
        var report = same.FirstOrDefault(x => x.Verdict is "green" or "red");
        var waiver = same.FirstOrDefault(x => x.Verdict == "waived");
        if (report is { Verdict: "green" } || waiver?.Until > now)
        {
            return null;
        }

        return waiver is { Until: { } until }
            ? $"先行启用已于 {Day(until)} 到期，仍没有通过的验证报告"
            : report is not null ? $"验证未通过（{Day(report.At)}）"
            : entries.Exists(x => x.Verdict == "green") ? "配置已改动，原验证报告不再适用，须重新验证"
            : "没有验证报告";
    }

    private static string Day(DateTimeOffset at) => ChinaTime.Of(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
