namespace Gateway.Pipeline.Certification.Certify;

/// <summary>What came of a check.</summary>
public enum CheckVerdict
{
    Passed,
    Failed,

    /// <summary>It could not be judged here; never taken for passed.</summary>
    NotApplicable,
}

/// <summary>One check of one feed or target.</summary>
/// <param name="Subject">Wire name of the feed, or the target.</param>
/// <param name="Name">Name of the check, in Chinese: stable, for reports are compared.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Seen">What was seen, in Chinese; no personal data.</param>
/// <param name="Remedy">What to do where it failed.</param>
public sealed record CheckResult(string Subject, string Name, CheckVerdict Verdict, string Seen, string? Remedy = null)
{
    public static CheckResult Passed(string subject, string name, string seen) => new(subject, name, CheckVerdict.Passed, seen);

    public static CheckResult Failed(string subject, string name, string seen, string remedy) => new(subject, name, CheckVerdict.Failed, seen, remedy);

    public static CheckResult None(string subject, string name, string why) => new(subject, name, CheckVerdict.NotApplicable, why);
}

/// <summary>What was found about one adapter: a profile in an area.</summary>
/// <param name="Digest">Of its effective settings, <see cref="Gateway.Adapters.Configuration.AdapterDigest"/>.</param>
/// <param name="Checks">In the order made.</param>
public sealed record AdapterVerdict(string Profile, string Digest, IReadOnlyList<CheckResult> Checks)
{
    /// <summary>Nothing failed, and something passed: an adapter of which nothing could be judged is not certified.</summary>
    public bool Green => Checks.All(x => x.Verdict != CheckVerdict.Failed) && Checks.Any(x => x.Verdict == CheckVerdict.Passed);
}

/// <summary>A dated report on an area's adapters.</summary>
/// <param name="Against">What was tried: read checks alone, or writes too and where.</param>
/// <param name="Program">Version of the program.</param>
public sealed record CertifyReport(
    string Area, string AreaName, string Against, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Program, IReadOnlyList<AdapterVerdict> Adapters)
{
    public bool Green => Adapters.Count > 0 && Adapters.All(x => x.Green);
}
