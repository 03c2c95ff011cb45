using System.Reflection;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Probing;
using Gateway.Contracts;
using Gateway.Pipeline.Certification.Probe;

namespace Gateway.Pipeline.Certification.Certify;

/// <summary>
/// Certifies the adapters of one area: on a database of its own, by the pulls and deliveries that the gateway itself would make. What the
/// pipeline does with it is the verdict.
/// </summary>
internal sealed class CertifyRun(IAdapterDirectory adapters, ProbeRun probe, SourceChecks sources, FaultChecks faults, TimeProvider clock)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public async Task<CertifyReport> RunAsync(string area, string against, Action<string, CheckResult> done, CancellationToken cancellationToken)
    {
        var started = clock.GetUtcNow();
        var settings = adapters.Areas.Single(x => x.Area == area);
        var checks = new List<(string Profile, CheckResult Check)>();
        foreach (var profile in settings.Feeds.GroupBy(x => x.Profile))
        {
            var spoiled = false;
            foreach (var feed in profile.Select(x => x.Feed))
            {
                spoiled |= await FeedAsync(profile.Key, area, feed, withFaults: !spoiled, Take, cancellationToken);
            }
        }

        foreach (var target in settings.Targets)
        {
            var sink = adapters.SinksOf(area).Single(x => x.Target == target);
            Take(sink.Platform.Profile, Connected(target, await probe.TargetAsync(area, target, Limit, cancellationToken)));
        }

        return new CertifyReport(
            area, settings.Name, against, started, clock.GetUtcNow(), ProgramVersion(),
            [.. checks.GroupBy(x => x.Profile).Select(x => new AdapterVerdict(
                x.Key, AdapterDigest.Of(adapters.Effective, area, x.Key), [.. x.Select(y => y.Check)]))]);

        void Take(string profile, CheckResult check)
        {
            checks.Add((profile, check));
            done(profile, check);
        }
    }

    /// <returns>Whether the feed was tried with spoiled answers too: once a profile is enough, the way is the same.</returns>
    internal async Task<bool> FeedAsync(
        string profile, string area, Feed feed, bool withFaults, Action<string, CheckResult> take, CancellationToken cancellationToken)
    {
        var connected = Connected(feed.Wire(), await probe.FeedAsync(area, feed, Limit, cancellationToken));
        take(profile, connected);
        if (connected.Verdict != CheckVerdict.Passed)
        {
            return false;
        }

        var (read, sample) = await GuardedAsync(feed.Wire(), "全量读取", () => sources.RunAsync(area, feed, cancellationToken));
        read.ToList().ForEach(x => take(profile, x));
        if (sample is null)
        {
            return false;
        }

        ShapeChecks.Of(adapters.SourceOf(area, feed) ?? throw new InvalidOperationException(), feed, sample).ToList().ForEach(x => take(profile, x));
        // Without a good pull there is nothing that a spoiled answer could take away.
        if (!withFaults || !read.Any(x => x is { Name: "再读一遍不变", Verdict: CheckVerdict.Passed }))
        {
            return false;
        }

        (await faults.RunAsync(area, feed, sample, cancellationToken)).ToList().ForEach(x => take(profile, x));
        return true;
    }

    /// <summary>What a source throws ends its own checks, never the certification.</summary>
    private static async Task<(IReadOnlyList<CheckResult> Checks, SourceSample? Sample)> GuardedAsync(
        string subject, string name, Func<Task<(IReadOnlyList<CheckResult> Checks, SourceSample? Sample)>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is Gateway.Adapters.Failures.TransientFailure or Gateway.Adapters.Failures.PermanentFailure)
        {
            return ([CheckResult.Failed(subject, name, failure.Message, "用 gateway adapters probe 看断在哪一步")], null);
        }
    }

    private static CheckResult Connected(string subject, ProbeReport? report)
    {
        const string Name = "连接";
        if (report?.Steps.FirstOrDefault(x => x.Mark == ProbeMark.Failed) is { } failed)
        {
            return CheckResult.Failed(subject, Name, $"{failed.Name}：{failed.Seen}", failed.Remedy ?? "");
        }

        return report is { Works: true }
            ? CheckResult.Passed(subject, Name, report.Steps[^1].Seen)
            : CheckResult.None(subject, Name, report?.Steps is [.., var last] ? last.Seen : "没有配置");
    }

    private static string ProgramVersion() => typeof(CertifyRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
