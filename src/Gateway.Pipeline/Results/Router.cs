using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;

namespace Gateway.Pipeline.Results;

/// <summary>Whether a result goes to a target. <paramref name="ReasonCode"/> is <see langword="null"/> where it does.</summary>
public sealed record Route(string Target, string? ReasonCode, string? Reason)
{
    public bool IsRouted => ReasonCode is null;
}

/// <summary>Decides by a target's traits, never by its name (platforms contract, "Routing"). Pure.</summary>
public static class Router
{
    private const string Uscc = "001";
    private const string NaturalPerson = "111";

    public static IReadOnlyList<Route> Decide(InspectionResult result, IEnumerable<ISink> sinks, bool exempt) =>
        [.. sinks.Where(x => x is ISharingSink or IPublicitySink).Select(x => Decide(result, x.Target, x.Traits, exempt))];

    public static Route Decide(InspectionResult result, string target, TargetTraits traits, bool exempt)
    {
        Route No(string code, string reason) => new(target, code, reason);
        var subject = result.Subject;
        if (exempt && traits.Public)
        {
            return No("exempt", "经审批不予公示");
        }

        if (exempt && !traits.TakesExempt)
        {
            return No("exempt_not_shared", "不予公示的结果按规则不向该平台共享");
        }

        if (subject?.CredentialType == NaturalPerson && (traits.Public || traits.NeedsUscc))
        {
            return No("natural_person", "自然人的检查结果不向该平台报送");
        }

        if (traits.NeedsUscc && subject?.CredentialType != Uscc)
        {
            return No("no_uscc", "监管对象没有统一社会信用代码");
        }

        if (traits.SubjectKinds.Count > 0 && !traits.SubjectKinds.Contains(subject?.Kind ?? ""))
        {
            return No("subject_kind", "该平台不接收这类监管对象");
        }

        return traits.UsccPrefixes.Count > 0 && !traits.UsccPrefixes.Any(x => subject?.CredentialCode?.StartsWith(x, StringComparison.Ordinal) == true)
            ? No("uscc_prefix", "该平台不接收这类登记机关赋码的监管对象")
            : new Route(target, null, null);
    }
}
