using System.Globalization;
using Gateway.Adapters.Probing;
using Gateway.Pipeline.Certification.Probe;

namespace Gateway.Host.Cli.Adapters;

/// <summary>A probe as an operator reads it, and as a program does.</summary>
internal static class ProbeSheet
{
    public static IEnumerable<string> Lines(ProbeReport report)
    {
        yield return $"{report.Area} {report.Name}（{report.Platform}）：{(report.Works ? "可用" : "不可用")}";
        foreach (var step in report.Steps)
        {
            yield return $"  {SignOf(step.Mark)} {step.Name}：{step.Seen}{TimeOf(step.Took)}";
            if (step.Remedy is { } remedy && step.Mark != ProbeMark.Passed)
            {
                yield return $"      → {remedy}";
            }
        }
    }

    public static object JsonOf(ProbeReport report) => new
    {
        report.Area, report.Name, report.Platform, report.Works,
        Steps = report.Steps.Select(x => new { Step = x.Name, Mark = WireOf(x.Mark), x.Seen, x.Remedy, Ms = Math.Round(x.Took.TotalMilliseconds, 1) }),
    };

    private static string SignOf(ProbeMark mark) => mark switch
    {
        ProbeMark.Passed => "✓",
        ProbeMark.Doubtful => "!",
        ProbeMark.Failed => "✗",
        ProbeMark.Skipped => "-",
    };

    private static string WireOf(ProbeMark mark) => mark switch
    {
        ProbeMark.Passed => "passed",
        ProbeMark.Doubtful => "doubtful",
        ProbeMark.Failed => "failed",
        ProbeMark.Skipped => "skipped",
    };

    private static string TimeOf(TimeSpan took) =>
        took == TimeSpan.Zero ? "" : string.Create(CultureInfo.InvariantCulture, $"（{took.TotalMilliseconds:0} 毫秒）");
}
