namespace Gateway.Sandbox.Data;

/// <summary>One change after the base: the row of <see cref="Index"/> in <see cref="Version"/>, or its deletion.</summary>
internal sealed record TailRow(int Index, int Version, string? Defect, bool Deleted, long Time, string ChangeId, long Offset, int Length)
{
    /// <summary>False once a later change of the same record took its place.</summary>
    public bool Latest { get; set; } = true;
}
