using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.County;

/// <summary>What one target must come to hold of a result: the digests by id, as its ledger states them; none where nothing may arrive.</summary>
/// <param name="Routed">Whether the contract's routing table sends the result there.</param>
/// <param name="Arrives">False too where a code has no counterpart at the target: the result waits at the gateway for a person.</param>
internal sealed record TargetExpectation(bool Routed, bool Arrives, IReadOnlyDictionary<string, string> Records)
{
    public static readonly TargetExpectation Nothing = new(false, false, new Dictionary<string, string>());
}

/// <summary>The contract's routing table, identities and digests, read anew for the counties' side: no code is shared with the gateway.</summary>
internal static class Targets
{
    public static readonly IReadOnlyList<string> Names = ["p1", "p2", "p3", "p4"];

    public static IReadOnlyDictionary<string, TargetExpectation> NothingAnywhere => Names.ToDictionary(name => name, _ => TargetExpectation.Nothing);

    public static IReadOnlyDictionary<string, TargetExpectation> Of(CountyResult result)
    {
        var (subject, codes) = (result.Subject, ResultCodeTable.Of([.. result.Codes]));
        var organisation = subject.CredentialType == "001" && !subject.IsThing;
        var market = organisation && subject.Kind is "01" or "02" or "03" && subject.CredentialCode[..2] is "91" or "92" or "93";
        var open = result.Exemption is null;
        var id = result.Area + "-" + result.Id;
        return new Dictionary<string, TargetExpectation>
        {
            ["p1"] = new(true, true, ExchangeRows(result, id)),
            ["p2"] = Single(open && market, id, codes.All(code => code.SetB is not null),
                id, subject.CredentialCode, result.LeadDepartment.Code, Day(result, '-'), string.Join(',', codes.Select(code => code.SetB).Distinct())),
            ["p3"] = Single(open && organisation, id, true,
                id, subject.CredentialCode, result.LeadDepartment.Code, Day(result, '/'), string.Join('；', codes.Select(code => code.Meaning))),
            ["p4"] = Single(open && organisation, id, codes.All(code => code.SetC is not null),
                id, subject.CredentialCode, result.LeadDepartment.Code, Day(result, '-'), string.Join(',', codes.Select(code => code.SetC).Distinct())),
        };
    }

    /// <summary>A row for each matter; the party answers, where there is one.</summary>
    private static Dictionary<string, string> ExchangeRows(CountyResult result, string id)
    {
        var code = result.Party?.CredentialCode ?? result.Subject.CredentialCode;
        return Enumerable.Range(1, result.Matters.Count)
            .Select(place => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}-{place:D2}"))
            .ToDictionary(row => row, row => Digest(row, code, result.LeadDepartment.Code, Day(result, '-'), ResultCodeTable.CheckResult([.. result.Codes])));
    }

    private static TargetExpectation Single(bool routed, string id, bool mapped, params string[] digested) =>
        routed && mapped
            ? new TargetExpectation(true, true, new Dictionary<string, string> { [id] = Digest(digested) })
            : TargetExpectation.Nothing with { Routed = routed };

    private static string Digest(params string[] parts) => CanonicalContent.Sha256(string.Join('|', parts));

    private static string Day(CountyResult result, char separator) => Data.TextVariety.IsoDate(result.Dates.CheckedOn).Replace('-', separator);
}
