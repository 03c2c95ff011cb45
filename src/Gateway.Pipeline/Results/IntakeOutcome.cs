namespace Gateway.Pipeline.Results;

/// <summary>What became of one handed-in result.</summary>
public abstract record IntakeOutcome
{
    private IntakeOutcome()
    {
    }

    /// <summary>New (201).</summary>
    public sealed record Created(string Id, int Version) : IntakeOutcome;

    /// <summary>The same id, version and content as stored (200).</summary>
    public sealed record Same(string Id, int Version) : IntakeOutcome;

    /// <summary>A higher version was stored (201).</summary>
    public sealed record Corrected(string Id, int Version) : IntakeOutcome;

    /// <summary>Other content under a stored version, or a version below the highest (409).</summary>
    public sealed record Conflict(string Id, int Version, string Why) : IntakeOutcome;

    /// <summary>Not stored; all problems (400, or an item's outcome in a 207).</summary>
    public sealed record Invalid(string? Id, IReadOnlyList<ResultProblem> Problems) : IntakeOutcome;

    /// <summary>国家秘密 or 国家安全: nothing is kept or logged of it, not even its id.</summary>
    public sealed record Classified(ResultProblem Problem) : IntakeOutcome;
}
