using Gateway.Adapters.Identifiers;
using Gateway.Pipeline.Persistence;

namespace Gateway.Pipeline.Normalise;

/// <summary>What was odd but usable in a run: counted by kind, with one sample; memory is bounded by the number of kinds.</summary>
public sealed class Findings
{
    private const int MostKinds = 2_000;
    private const int LongestSample = 200;
    private readonly Dictionary<FindingKind, Count> _counts = [];

    public IEnumerable<Finding> All =>
        _counts.Select(x => new Finding(x.Key, x.Value.Message, x.Value.Sample, x.Value.Occurrences));

    public void Add(string issueClass, string problem, string field, string message, string? sampleMasked = null, string? deptCode = null, int rows = 1)
    {
        var kind = new FindingKind(issueClass, problem, PostgresText.Of(field), PostgresText.Of(deptCode) ?? "");
        if (!_counts.TryGetValue(kind, out var count))
        {
            if (_counts.Count >= MostKinds)
            {
                kind = kind with { DeptCode = "" }; // a feed of garbage names a department a row: count it without
            }

            _counts.TryAdd(kind, count = new Count { Message = message, Sample = Shown(sampleMasked) });
            count = _counts[kind];
        }

        count.Occurrences += rows;
    }

    // A platform that shifts its columns puts a person's number where a code should be: no sample is trusted to be harmless.
    private static string? Shown(string? sample) => sample is null ? null : PostgresText.Of(Masking.InText(Clipped(sample)));

    private static string Clipped(string sample) => sample.Length <= LongestSample ? sample : string.Concat(sample.AsSpan(0, LongestSample), "…");

    private sealed class Count
    {
        public required string Message { get; init; }
        public string? Sample { get; init; }
        public long Occurrences { get; set; }
    }
}

/// <summary>A kind of finding.</summary>
/// <param name="IssueClass">标准不同, 信息缺失 or 延迟缓慢 (the plan, part (五)).</param>
/// <param name="Problem">Stable code.</param>
/// <param name="Field">The field's Chinese label.</param>
/// <param name="DeptCode">Whose data it is, where that is known; otherwise empty.</param>
public sealed record FindingKind(string IssueClass, string Problem, string Field, string DeptCode);

/// <summary>A kind of finding with its count in a run.</summary>
public sealed record Finding(FindingKind Kind, string Message, string? SampleMasked, long Occurrences);

/// <summary>The plan's three classes of data-quality problems, part (五).</summary>
public static class IssueClasses
{
    public const string Standard = "标准不同";
    public const string Missing = "信息缺失";
    public const string Late = "延迟缓慢";
}
