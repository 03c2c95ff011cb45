namespace Gateway.Pipeline.Land;

/// <summary>A page ready to be landed.</summary>
/// <param name="Number">Place in the read, from 1.</param>
/// <param name="Sha256">Of the bytes as received.</param>
/// <param name="Length">Of the bytes as received.</param>
/// <param name="Sealed">Compressed and encrypted.</param>
public sealed record LandedPage(int Number, byte[] Sha256, int Length, byte[] Sealed);
