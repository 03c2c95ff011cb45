namespace Gateway.Host.Web;

/// <summary>What a request may be at most.</summary>
internal static class RequestLimits
{
    /// <summary>10 MiB: an array of 1,000 results fits with room to spare.</summary>
    public const long BodyBytes = 10 * 1024 * 1024;

    /// <summary>Where the connection is cut. Up to here a body that is too large is read away, so that its sender gets to see the 413.</summary>
    public const long CutBytes = 4 * BodyBytes;
}
