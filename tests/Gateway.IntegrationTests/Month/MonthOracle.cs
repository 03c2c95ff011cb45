using Gateway.Contracts.Results;
using Gateway.IntegrationTests.Push;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Month;

/// <summary>
/// What each platform has to hold in the end, computed from nothing but what the county did, in order: it knows neither queues, batches,
/// attempts nor any rule of the product. Who is taken where is written out here, from the platforms' contract.
/// </summary>
internal sealed class MonthOracle
{
    private readonly Dictionary<string, Case> _cases = [];

    public IReadOnlyCollection<string> Ids => _cases.Keys;

    public InspectionResult Latest(string id) => _cases[id].Latest;

    public void Stored(InspectionResult result, DateOnly today) => Change(result.Id!, today, x => (x.Latest, x.Withdrawn) = (result, false), result);

    public void Withdrawn(string id, DateOnly today) => Change(id, today, x => x.Withdrawn = true);

    public void Approved(string id, long approval, DateOnly? lastDay, DateOnly today) => Change(id, today, x => x.Approvals[approval] = lastDay);

    public void Revoked(string id, long approval, DateOnly today) => Change(id, today, x => x.Approvals.Remove(approval));

    public void DayBegins(DateOnly today)
    {
        foreach (var id in _cases.Keys)
        {
            Change(id, today, _ => { });
        }
    }

    /// <summary>Approvals that can be revoked today.</summary>
    public IReadOnlyList<(string Id, long Approval)> InForce(DateOnly today) =>
        [.. _cases.SelectMany(x => x.Value.Approvals.Where(a => IsInForce(a.Value, today)).Select(a => (x.Key, a.Key)))];

    /// <summary>Ids and digests that are in force at a platform.</summary>
    public IEnumerable<string> Live(PushTarget target, DateOnly today) => _cases.Values
        .Where(x => MayBeSeen(x, today) && Takes(target, x.Latest.Subject!))
        .Select(x => $"{target.IdOf(x.Latest)} {target.DigestOf(x.Latest)}").Order(StringComparer.Ordinal);

    /// <summary>Records that a platform may never have heard of: at no moment were they to be seen there.</summary>
    public IEnumerable<string> Never(PushTarget target) =>
        _cases.Values.Where(x => !x.Seen.Contains(target.Name)).Select(x => target.IdOf(x.Latest));

    private void Change(string id, DateOnly today, Action<Case> change, InspectionResult? first = null)
    {
        if (!_cases.TryGetValue(id, out var one))
        {
            _cases[id] = one = new Case(first ?? throw new InvalidOperationException(id));
        }

        change(one);
        foreach (var target in PushTarget.All.Where(x => MayBeSeen(one, today) && Takes(x, one.Latest.Subject!)))
        {
            one.Seen.Add(target.Name);
        }
    }

    private static bool MayBeSeen(Case one, DateOnly today) =>
        !one.Withdrawn && one.Latest.Exemption is null && !one.Approvals.Values.Any(x => IsInForce(x, today));

    private static bool IsInForce(DateOnly? lastDay, DateOnly today) => lastDay is null || lastDay >= today;

    /// <summary>Platforms contract, "Routing": natural persons only to the exchange; publicity only enterprises, cooperatives and traders.</summary>
    private static bool Takes(PushTarget target, ResultSubject subject) => target.Name switch
    {
        "exchange-rest" => true,
        "publicity" => subject.CredentialCode == ResultSamples.Enterprise || subject.CredentialCode == ResultSamples.Trader,
        _ => subject.CredentialCode != ResultSamples.Citizen,
    };

    private sealed class Case(InspectionResult latest)
    {
        public InspectionResult Latest { get; set; } = latest;

        public bool Withdrawn { get; set; }

        /// <summary>Approvals not to publish, with the last day on which each is in force.</summary>
        public Dictionary<long, DateOnly?> Approvals { get; } = [];

        public HashSet<string> Seen { get; } = [];
    }
}
