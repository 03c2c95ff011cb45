namespace Gateway.Adapters.Rest.Options;

/// <summary>What the codes of an answer mean. A code in no list is never taken for success.</summary>
public sealed class OutcomeOptions
{
    /// <summary>Success. An empty text means: an answer that names no code.</summary>
    public IReadOnlyList<string>? Success { get; init; }

    /// <summary>Success without rows.</summary>
    public IReadOnlyList<string>? Empty { get; init; }

    /// <summary>The clocks differ: ours is corrected by the platform's Date header, the call signed again, once.</summary>
    public IReadOnlyList<string>? Expired { get; init; }

    /// <summary>Signature or token refused: a new token, or the clock, twice at most; then final.</summary>
    public IReadOnlyList<string>? StaleSecret { get; init; }

    /// <summary>Passes by itself.</summary>
    public IReadOnlyList<string>? Retry { get; init; }

    /// <summary>Parameters or batch refused; of a push, halving finds the row.</summary>
    public IReadOnlyList<string>? RefuseWhole { get; init; }

    /// <summary>The platform does not know the batch or record that it was asked about.</summary>
    public IReadOnlyList<string>? NotKnown { get; init; }

    /// <summary>Configuration is wrong: nobody's repetition mends it.</summary>
    public IReadOnlyList<string>? Final { get; init; }

    /// <summary>Texts that stand for an outcome: the whole answer, or its message.</summary>
    public Dictionary<string, Outcome>? Texts { get; init; }

    /// <summary>HTTP statuses that mean something else than usual; <c>body</c> means that the answer's code says what.</summary>
    public Dictionary<string, Outcome>? Statuses { get; init; }

    /// <summary>What is not said here is as there.</summary>
    internal OutcomeOptions Over(OutcomeOptions below) => new()
    {
        Success = Success ?? below.Success, Empty = Empty ?? below.Empty, Expired = Expired ?? below.Expired,
        StaleSecret = StaleSecret ?? below.StaleSecret, Retry = Retry ?? below.Retry, RefuseWhole = RefuseWhole ?? below.RefuseWhole,
        NotKnown = NotKnown ?? below.NotKnown, Final = Final ?? below.Final, Texts = Texts ?? below.Texts, Statuses = Statuses ?? below.Statuses,
    };
}

/// <summary>What an answer means.</summary>
public enum Outcome
{
    /// <summary>A code in no list.</summary>
    Unknown,

    /// <summary>As asked.</summary>
    Success,

    /// <summary>As asked, and there are no rows.</summary>
    Empty,

    /// <summary>The clocks differ.</summary>
    Expired,

    /// <summary>Signature or token refused.</summary>
    StaleSecret,

    /// <summary>Passes by itself.</summary>
    Retry,

    /// <summary>What was sent is refused as a whole.</summary>
    RefuseWhole,

    /// <summary>The platform does not know what it was asked about.</summary>
    NotKnown,

    /// <summary>Configuration is wrong.</summary>
    Final,

    /// <summary>The answer's body says it (statuses only).</summary>
    Body,
}
