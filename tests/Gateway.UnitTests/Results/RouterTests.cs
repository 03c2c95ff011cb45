using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using Xunit;

namespace Gateway.UnitTests.Results;

/// <summary>The table "Routing" of the platforms contract, by traits.</summary>
public sealed class RouterTests
{
    private static readonly TargetTraits Publicity = new(true, ["01", "02", "03"], ["91", "92", "93"], true, false, true);
    private static readonly TargetTraits Credit = new(true, ["01", "02", "03", "04", "05", "06", "07"], [], true, false, false);
    private static readonly TargetTraits DoubleRandom = new(false, ["01", "02", "03", "04", "05", "06", "07"], [], true, false, false);
    private static readonly TargetTraits Exchange = new(false, [], [], false, true, false);

    private static InspectionResult Of(string kind, string type, string code) =>
        ResultSamples.Result("R1") with { Subject = new(kind, "样例", type, code) };

    public static TheoryData<InspectionResult, bool, string?[]> Table => new()
    {
        { Of("01", "001", ResultSamples.Enterprise), false, [null, null, null, null] },
        { Of("03", "001", ResultSamples.Trader), false, [null, null, null, null] },
        { Of("04", "001", ResultSamples.School), false, ["subject_kind", null, null, null] },
        { Of("01", "001", ResultSamples.School), false, ["uscc_prefix", null, null, null] },
        { Of("06", "099", "S-1"), false, ["no_uscc", "no_uscc", "no_uscc", null] },
        { Of("14", "001", ResultSamples.Enterprise), false, ["subject_kind", "subject_kind", "subject_kind", null] },
        { Of("07", "111", ResultSamples.Citizen), false, ["natural_person", "natural_person", "natural_person", null] },
        { Of("01", "001", ResultSamples.Enterprise), true, ["exempt", "exempt", "exempt_not_shared", null] },
    };

    [Theory, MemberData(nameof(Table))]
    public void Routes_by_traits(InspectionResult result, bool exempt, string?[] reasons) =>
        Assert.Equal(reasons, new[] { Publicity, Credit, DoubleRandom, Exchange }.Select(x => Router.Decide(result, "t", x, exempt).ReasonCode));
}
