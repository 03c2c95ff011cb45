namespace Gateway.Pipeline.Reload;

/// <summary>What a look at the files means.</summary>
public enum ReloadMove
{
    /// <summary>As they were when last judged.</summary>
    Nothing,

    /// <summary>They are changing, or may be: somebody may still be writing.</summary>
    Wait,

    /// <summary>They changed and have come to rest.</summary>
    Read,
}

/// <summary>When changed files are read: not before two looks in a row saw the same. Pure.</summary>
/// <param name="Judged">Digest of what was taken or refused last; <see langword="null"/> at the start.</param>
/// <param name="Seen">Digest at the last look.</param>
public sealed record ReloadRules(string? Judged, string? Seen)
{
    public static ReloadRules Start { get; } = new(null, null);

    public (ReloadMove Move, ReloadRules Next) Look(string digest) =>
        digest == Judged ? (ReloadMove.Nothing, this with { Seen = null })
        : digest == Seen ? (ReloadMove.Read, this)
        : (ReloadMove.Wait, this with { Seen = digest });

    /// <summary>What was seen has been taken or refused, or could not be judged at all.</summary>
    public static ReloadRules Done(string digest) => new(digest, null);
}
