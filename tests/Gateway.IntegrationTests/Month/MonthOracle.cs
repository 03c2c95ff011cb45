using Gateway.Contracts.Results;

namespace Gateway.IntegrationTests.Month;

/// <summary>Ids are unique in their area alone.</summary>
internal sealed record CaseKey(string Area, string Id);

/// <summary>
/// What each platform has to hold in the end, computed from nothing but what the county did, in order: it knows neither queues, batches,
/// attempts nor any rule of the product.
/// </summary>
internal sealed class MonthOracle
{
    private readonly Dictionary<CaseKey, Case> _cases = [];
    private readonly HashSet<(string Profile, string Id)> _shown = [];
    private readonly HashSet<CaseKey> _repaired = [];

    public IReadOnlyCollection<CaseKey> Keys => _cases.Keys;

    public InspectionResult Latest(CaseKey key) => _cases[key].Latest;

    public void Stored(InspectionResult result, DateOnly today)
    {
        var key = new CaseKey(result.Area!, result.Id!);
        _cases.TryAdd(key, new Case(result));
        Change(key, today, x => (x.Latest, x.Withdrawn) = (result, false));
    }

    public void Withdrawn(CaseKey id, DateOnly today) => Change(id, today, x => x.Withdrawn = true);

    /// <summary>For good, whatever version comes; also before the first one has come.</summary>
    public void Repaired(CaseKey key) => _repaired.Add(key);

    public void Approved(CaseKey id, long approval, DateOnly? lastDay, DateOnly today) => Change(id, today, x => x.Approvals[approval] = lastDay);

    public void Revoked(CaseKey id, long approval, DateOnly today) => Change(id, today, x => x.Approvals.Remove(approval));

    public void DayBegins(DateOnly today)
    {
        foreach (var id in _cases.Keys.ToList())
        {
            Change(id, today, _ => { });
        }
    }

    /// <summary>Approvals that can be revoked today.</summary>
    public IReadOnlyList<(CaseKey Key, long Approval)> InForce(DateOnly today) =>
        [.. _cases.SelectMany(x => x.Value.Approvals.Where(a => IsInForce(a.Value, today)).Select(a => (x.Key, a.Key)))];

    /// <summary>Ids and digests that are in force at a platform.</summary>
    public IEnumerable<string> Live(string profile, DateOnly today) => _cases.Values
        .Where(x => MayBeSeen(x, today)).SelectMany(x => PlatformRecords.Of(x.Latest))
        .Where(x => x.Profile == profile).Select(x => $"{x.Id} {x.Digest}").Order(StringComparer.Ordinal);

    /// <summary>What waits at a platform for a person, by area and day of the finding.</summary>
    public IEnumerable<(string Area, DateOnly CheckedOn, int Count)> Waiting(string profile, DateOnly today) => _cases.Values
        .Where(x => MayBeSeen(x, today) && PlatformRecords.Waiting(x.Latest).Contains(profile))
        .GroupBy(x => (x.Latest.Area!, x.Latest.CheckedOn!.Value)).Select(x => (x.Key.Item1, x.Key.Value, x.Count())).Order();

    /// <summary>Whether there was a moment at which a platform was to show the record.</summary>
    public bool MayKnow(string profile, string id) => _shown.Contains((profile, id));

    private void Change(CaseKey id, DateOnly today, Action<Case> change)
    {
        var one = _cases[id];
        change(one);
        if (MayBeSeen(one, today))
        {
            _shown.UnionWith(PlatformRecords.Of(one.Latest).Select(x => (x.Profile, x.Id)));
        }
    }

    private bool MayBeSeen(Case one, DateOnly today) =>
        !one.Withdrawn && !_repaired.Contains(new CaseKey(one.Latest.Area!, one.Latest.Id!)) && one.Latest.Exemption is null && !one.Approvals.Values.Any(x => IsInForce(x, today));

    private static bool IsInForce(DateOnly? lastDay, DateOnly today) => lastDay is null || lastDay >= today;

    private sealed class Case(InspectionResult latest)
    {
        public InspectionResult Latest { get; set; } = latest;

        public bool Withdrawn { get; set; }

        /// <summary>Approvals not to publish, with the last day on which each is in force.</summary>
        public Dictionary<long, DateOnly?> Approvals { get; } = [];
    }
}
