using Gateway.Contracts.Results;

namespace Gateway.Pipeline.Results;

/// <summary>What a parser made of one result's bytes.</summary>
public abstract record ResultReading
{
    private ResultReading()
    {
    }

    public sealed record Read(InspectionResult Result) : ResultReading;

    /// <summary>Not a result. The message never repeats what was received.</summary>
    public sealed record Malformed(ResultProblem Problem) : ResultReading;

    /// <summary>It names 国家秘密 or 国家安全 as its ground: nothing of it may be kept, not even among the failed messages.</summary>
    public sealed record Classified : ResultReading;
}

/// <summary>A whole request body.</summary>
public abstract record BodyReading
{
    private BodyReading()
    {
    }

    /// <summary>One reading per result, in order.</summary>
    public sealed record Items(IReadOnlyList<ResultReading> Readings, bool IsArray) : BodyReading;

    public sealed record TooMany(int Most) : BodyReading;

    public sealed record NotJson(ResultProblem Problem) : BodyReading;
}
