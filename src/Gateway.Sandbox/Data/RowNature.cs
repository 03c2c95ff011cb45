namespace Gateway.Sandbox.Data;

/// <summary>How a row relates to the one before it.</summary>
internal enum Repeat
{
    None,

    /// <summary>The row before it once more, byte for byte.</summary>
    Exact,

    /// <summary>The identity of the row before it with other content.</summary>
    Conflict,
}

/// <summary>What the generator decided about a row before making it: exactly one defect, or none.</summary>
internal readonly record struct RowNature(string? Defect, Repeat Repeat)
{
    public const string IdentityRepeated = "identity_repeated";
    public const string RepeatedSlot = "repeated";

    public bool IsGood => Defect is null && Repeat == Repeat.None;
}
