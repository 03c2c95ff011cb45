namespace Gateway.Pipeline.Results;

/// <summary>What is wrong with a result: where (JSON pointer), a stable code, and what its sender reads.</summary>
public sealed record ResultProblem(string Field, string Code, string Message);

/// <summary>Codes of <see cref="ResultProblem"/>: part of the intake's contract.</summary>
public static class ResultProblemCodes
{
    public const string Malformed = "malformed";
    public const string UnknownMember = "unknown_member";
    public const string Required = "required";
    public const string Length = "length";
    public const string Format = "format";
    public const string CheckDigit = "check_digit";
    public const string UnknownCode = "unknown_code";
    public const string Contradiction = "contradiction";
    public const string Order = "order";
    public const string AreaNotYours = "area_not_yours";
    public const string ClassifiedRefused = "classified_refused";
}
