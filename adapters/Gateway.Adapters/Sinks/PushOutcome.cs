using Gateway.Adapters.Identifiers;

namespace Gateway.Adapters.Sinks;

/// <summary>What the peer's body said about a batch. Success is read from the body, never from the HTTP status.</summary>
public abstract record PushOutcome
{
    private PushOutcome()
    {
    }

    /// <summary>The peer judged rows one by one. A row without a verdict counts as <see cref="VerdictKind.Unknown"/>.</summary>
    public sealed record Answered(IReadOnlyList<RowVerdict> Verdicts) : PushOutcome;

    /// <summary>The peer has the batch and will judge later.</summary>
    public sealed record Received : PushOutcome;

    /// <summary>The peer refused the batch as a whole because of what is in it or its size; halving finds the row.</summary>
    /// <param name="Code">The peer's code.</param>
    /// <param name="Message">The peer's words.</param>
    public sealed record RefusedWhole(string Code, string Message) : PushOutcome
    {
        /// <summary>The peer's code.</summary>
        public string Code { get; } = Masking.PeerWords(Code);

        /// <summary>The peer's words, without what they quote of persons.</summary>
        public string Message { get; } = Masking.PeerWords(Message);
    }

    /// <summary>The peer does not know the batch (probe, receipt).</summary>
    public sealed record NotKnown : PushOutcome;

    /// <summary>The peer was not asked (probe): it takes the same bytes again without harm, and may have them already.</summary>
    public sealed record NotAsked : PushOutcome;
}

/// <summary>The peer's judgement of a row.</summary>
public enum VerdictKind
{
    /// <summary>Taken; for targets without publication this is the end.</summary>
    Accepted,

    /// <summary>Published.</summary>
    Published,

    /// <summary>Withdrawn, as asked.</summary>
    Withdrawn,

    /// <summary>Refused, with the peer's words.</summary>
    Rejected,

    /// <summary>A code that the profile does not know: kept, never taken for success.</summary>
    Unknown,
}

/// <summary>The peer's judgement of one row.</summary>
/// <param name="WireId">Which row.</param>
/// <param name="Kind">Judgement.</param>
/// <param name="Code">The peer's code.</param>
/// <param name="Message">The peer's words.</param>
/// <param name="Day">The day under which the peer's ledger files the row, where the peer sets it and says so.</param>
public sealed record RowVerdict(string WireId, VerdictKind Kind, string Code, string Message, DateOnly? Day = null)
{
    /// <summary>The peer's code.</summary>
    public string Code { get; } = Masking.PeerWords(Code);

    /// <summary>The peer's words, without what they quote of persons.</summary>
    public string Message { get; } = Masking.PeerWords(Message);
}
