using System.Text.Json.Nodes;

namespace Gateway.Sandbox.County;

/// <summary>A result ready to be sent, with what has to become of it.</summary>
internal sealed record CountyLetter(CountyResult Result, Defect? Defect, JsonObject Body)
{
    public static CountyLetter Write(CountyResult result, Defect? defect)
    {
        var body = ResultBody.Write(result);
        defect?.Spoil(body);
        return new CountyLetter(result, defect, body);
    }

    public Expectation Expect(int call, string outcome) => new(
        Result.Id, Result.Area, Result.Version, call, Defect?.Name, outcome, Defect is null ? Targets.Of(Result) : Targets.NothingAnywhere);
}
