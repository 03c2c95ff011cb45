namespace Gateway.Sandbox.Data;

/// <summary>
/// Names one version of one record. Version 1 is the base; a conflict row and later changes have higher ones, and whatever a
/// record may change (address, grade, …) depends on the version.
/// </summary>
internal readonly record struct RowKey(int Seed, Area Area, int Index, int Version, string? Defect)
{
    public const int ConflictVersion = 900;

    /// <summary>Dice for what never changes in a record.</summary>
    public Dice Fixed(Feed feed) => Dice.For(Seed, Area.Ordinal, feed.Ordinal, Index);

    /// <summary>Dice for what differs from version to version.</summary>
    public Dice Varying(Feed feed) => Dice.For(Seed, Area.Ordinal, feed.Ordinal, Index, Version);

    public bool Has(string defect) => Defect == defect;
}
