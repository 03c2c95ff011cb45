using Gateway.Contracts.Results;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using Xunit;

namespace Gateway.UnitTests.Results;

public sealed class ResultValidatorTests
{
    public static TheoryData<string, string, InspectionResult> Faults
    {
        get
        {
            var good = ResultSamples.Result("R1");
            return new TheoryData<string, string, InspectionResult>
            {
                { "/id", "format", good with { Id = "编号" } },
                { "/id", "format", good with { Id = new string('a', 41) } },
                { "/version", "format", good with { Version = 0 } },
                { "/area", "area_not_yours", good with { Area = "610503" } },
                { "/actionName", "length", good with { ActionName = new string('查', 201) } },
                { "/matters", "required", good with { Matters = [] } },
                { "/matters/0/code", "format", good with { Matters = [new("6105020000000")] } },
                { "/matters/0/implementCode", "format", good with { Matters = [new("61050200000001", ResultSamples.Department + "9")] } },
                { "/subject/kind", "unknown_code", good with { Subject = good.Subject! with { Kind = "08" } } },
                { "/subject/credentialCode", "check_digit", good with { Subject = good.Subject! with { CredentialCode = ResultSamples.Enterprise[..17] + (ResultSamples.Enterprise[17] == '1' ? '2' : '1') } } },
                { "/party", "required", good with { Subject = good.Subject! with { Kind = "14", CredentialType = "099", CredentialCode = "S-1" } } },
                { "/leadDept", "required", good with { LeadDept = null } },
                { "/leadDept/code", "check_digit", good with { LeadDept = new("110000000000000000", "样例局") } },
                { "/form", "unknown_code", good with { Form = "03" } },
                { "/spotCheck", "required", good with { SpotCheck = null } },
                { "/disposal", "required", good with { Disposal = null } },
                { "/checkedOn", "order", good with { StartedOn = new DateOnly(2026, 11, 4), EnteredAt = good.EnteredAt!.Value.AddDays(2) } },
                { "/enteredAt", "order", good with { EnteredAt = new DateTimeOffset(2026, 11, 2, 23, 59, 59, TimeSpan.FromHours(8)) } },
                { "/results", "required", good with { Results = [] } },
                { "/results", "contradiction", good with { Results = [ResultCode.NoProblemFound, ResultCode.Falsified] } },
                { "/inspectors", "required", good with { Inspectors = [new("张样例", "61050001")] } },
                { "/inspectors/1/lawNo", "required", good with { Inspectors = [new("张样例", "61050001"), new("李样例", null)] } },
                { "/exemption/ground", "unknown_code", Exempt(good, "不想公示") },
                { "/exemption/approvedBy", "contradiction", Exempt(good, "商业秘密") with { EnteredBy = "赵样例" } },
            };
        }
    }

    [Theory, MemberData(nameof(Faults))]
    public void Names_the_field_and_the_fault(string field, string code, InspectionResult result)
    {
        var problem = Assert.Single(ResultValidator.Check(result, ResultSamples.Area));
        Assert.Equal((field, code), (problem.Field, problem.Code));
        Assert.Contains(problem.Message, x => x >= '\u4e00');
    }

    [Fact]
    public void Takes_the_samples()
    {
        Assert.Empty(ResultValidator.Check(ResultSamples.Result("R1"), ResultSamples.Area));
        Assert.Empty(ResultValidator.Check(ResultSamples.Exempt("R-1_.x"), ResultSamples.Area));
        Assert.Empty(ResultValidator.Check(ResultSamples.OfCitizen("R1"), ResultSamples.Area));
        Assert.Empty(ResultValidator.Check(ResultSamples.Result("R1") with { EnteredAt = new DateTimeOffset(2026, 11, 2, 16, 0, 0, TimeSpan.Zero) }, ResultSamples.Area));
    }

    [Fact]
    public void Names_all_faults_at_once() =>
        Assert.True(ResultValidator.Check(new InspectionResult(), ResultSamples.Area).Count >= 15);

    [Theory, InlineData("国家秘密"), InlineData("国家安全"), InlineData("涉及国家秘密")]
    public void Says_nothing_about_a_classified_result_but_that(string ground)
    {
        var problem = Assert.Single(ResultValidator.Check(Exempt(new InspectionResult { Id = "CANARY" }, ground), ResultSamples.Area));
        Assert.Equal("classified_refused", problem.Code);
        Assert.DoesNotContain("CANARY", problem.ToString(), StringComparison.Ordinal);
    }

    private static InspectionResult Exempt(InspectionResult result, string ground) =>
        result with { Exemption = new(ground, "A1", "赵样例", new DateOnly(2026, 11, 3)) };
}
