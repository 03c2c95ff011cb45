namespace Gateway.Adapters.Sinks;

/// <summary>Which results a target takes: the routing rules, as data of the profile.</summary>
public sealed class RoutingOptions
{
    /// <summary>Kinds of subject taken; empty means all.</summary>
    public IReadOnlyList<string> SubjectKinds { get; init; } = [];

    /// <summary>USCC beginnings taken; empty means any.</summary>
    public IReadOnlyList<string> UsccPrefixes { get; init; } = [];

    /// <summary>Whether the subject must have a USCC (credential type 001).</summary>
    public bool NeedsUscc { get; init; }

    /// <summary>Whether exempt results are shared with the target; it has no effect on targets that publish.</summary>
    public bool TakesExempt { get; init; }

    /// <summary>As the pipeline takes it; a rule of the area goes before the profile's.</summary>
    /// <param name="publishes">Whether the target publishes to society: then no rule opens it to exempt results.</param>
    /// <param name="exemptByRule">The area's rule for this target, if it has one.</param>
    /// <param name="asynchronousReceipts">Whether the end of a delivery comes in a later receipt.</param>
    public TargetTraits ToTraits(bool publishes, bool? exemptByRule, bool asynchronousReceipts) => new(
        publishes, [.. SubjectKinds], [.. UsccPrefixes], NeedsUscc, !publishes && (exemptByRule ?? TakesExempt), asynchronousReceipts);
}
