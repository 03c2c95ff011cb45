using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.DoubleRandom;
using Gateway.Adapters.Publicity;
using Gateway.Contracts.Results;
using Xunit;

namespace Gateway.UnitTests.Adapters;

public sealed class ResultCodeMapTests
{
    private static readonly ResultCodeMap Publicity = new(new PublicityOptions().ResultCodes);
    private static readonly ResultCodeMap DoubleRandom = new(new DoubleRandomOptions().ResultCodes);

    [Fact]
    public void Codes_are_read_by_token()
    {
        var (codes, unknown) = Publicity.Read("10,1,11,Z");
        Assert.Equal([ResultCode.LicenceRevoked, ResultCode.NoProblemFound, ResultCode.Cancelled], codes);
        Assert.Equal(["Z"], unknown);
    }

    [Fact]
    public void Every_canonical_code_has_a_target_code_or_is_said_to_have_none()
    {
        Assert.Equal([ResultCode.Suspended], Publicity.Map(Enum.GetValues<ResultCode>()).Missing);
        Assert.Equal([ResultCode.OtherViolation], DoubleRandom.Map(Enum.GetValues<ResultCode>()).Missing);
        Assert.Equal(
            "1,6,7,8,9,10,11,12,A,B,C,D,E,F",
            string.Join(',', Publicity.Map(Enum.GetValues<ResultCode>()).Codes.Select(code => code.Target)));
        Assert.Equal(
            "01,10,08,04,05,07,11,12,09,13,14,02,03,06",
            string.Join(',', DoubleRandom.Map(Enum.GetValues<ResultCode>()).Codes.Select(code => code.Target)));
    }

    [Fact]
    public void Two_canonical_codes_with_one_target_code_collapse()
    {
        var map = new ResultCodeMap(new Dictionary<string, string> { ["Cancelled"] = "9", ["Deregistered"] = "9" });
        Assert.Equal([(ResultCode.Deregistered, "9")], map.Map([ResultCode.Cancelled, ResultCode.Deregistered]).Codes);
    }

    [Fact]
    public void A_map_with_a_wrong_name_or_a_comma_is_refused()
    {
        var problems = ResultCodeMap.Problems(new Dictionary<string, string> { ["Nonsense"] = "1", ["0"] = "1", ["Cancelled"] = "1,2" }, "codes");
        Assert.Equal(3, problems.Count());
    }
}
