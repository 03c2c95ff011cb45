namespace Gateway.Pipeline.Delivery.Gates;

/// <summary>How a gate stands: names stored in the database.</summary>
public enum GateState
{
    /// <summary>Batches go through, as many at once as the plan says.</summary>
    Closed,

    /// <summary>Nothing goes through but one probe at a time.</summary>
    Open,

    /// <summary>A probe came through: more batches at once with every answer.</summary>
    Ramping,
}

/// <summary>
/// The gate of a platform, or of one lane of it (a target of an area): one for all processes. The state of a breaker: <em>open</em> means
/// that nothing flows.
/// </summary>
public sealed record Gate
{
    public required string Platform { get; init; }

    /// <summary>Empty for the platform as a whole.</summary>
    public required string Lane { get; init; }

    public GateState State { get; init; }

    /// <summary>Failures in a row while it is closed; what no repetition mends weighs more.</summary>
    public int Failures { get; init; }

    /// <summary>Probes that failed since it opened.</summary>
    public int Probes { get; init; }

    /// <summary>While it ramps: how many batches may be under way at once.</summary>
    public int Room { get; init; }

    /// <summary>Since when it is in its state.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>While it is open: no probe before this.</summary>
    public DateTimeOffset? ResumesAt { get; init; }

    /// <summary>The platform asked to be left alone until then.</summary>
    public DateTimeOffset? QuietUntil { get; init; }

    /// <summary>Batches under way, of all processes. Those whose holder died are not among them.</summary>
    public IReadOnlyList<long> Flights { get; init; } = [];

    /// <summary>The minute that is counted, and the calls in it.</summary>
    public DateTimeOffset? MinuteAt { get; init; }

    /// <inheritdoc cref="MinuteAt"/>
    public int MinuteUsed { get; init; }

    /// <summary>The day that is counted, Asia/Shanghai, and the calls in it.</summary>
    public DateOnly? DayAt { get; init; }

    /// <inheritdoc cref="DayAt"/>
    public int DayUsed { get; init; }

    /// <summary>The last failure.</summary>
    public string? LastCode { get; init; }

    /// <inheritdoc cref="LastCode"/>
    public string? LastMessage { get; init; }

    public bool IsPlatform => Lane.Length == 0;

    public static string LaneOf(string target, string area) => $"{target} {area}";
}

/// <summary>What an attempt says about a gate.</summary>
public abstract record GateNews
{
    private GateNews()
    {
    }

    /// <summary>It answered, be it with a refusal.</summary>
    public sealed record Answered : GateNews;

    /// <summary>It failed.</summary>
    /// <param name="Weight">How many failures in a row it counts for.</param>
    /// <param name="RetryAfter">How long the platform asked to be left alone.</param>
    public sealed record Failed(int Weight, string? Code, string? Message, TimeSpan? RetryAfter = null) : GateNews;

    /// <summary>The attempt said nothing: it was not made, or a fault of ours came before the platform's.</summary>
    public sealed record Nothing : GateNews;
}

/// <summary>Whether a batch may go through.</summary>
public abstract record GateAnswer
{
    private GateAnswer()
    {
    }

    public sealed record Pass(Gate After) : GateAnswer;

    /// <summary>As many as may are under way: one of them will make room.</summary>
    public sealed record Busy : GateAnswer;

    /// <summary>Nothing goes through before <paramref name="Until"/>.</summary>
    public sealed record Shut(DateTimeOffset Until) : GateAnswer;
}
