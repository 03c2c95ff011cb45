using Microsoft.Win32.SafeHandles;

namespace Gateway.Sandbox.Data;

/// <summary>A run of row bytes in a file, ending in a comma.</summary>
internal readonly record struct Segment(SafeFileHandle File, long Offset, long Length);

/// <summary>A page of a feed: where its bytes lie and what the whole set was when it was cut.</summary>
internal sealed record FeedPage(string SnapshotId, int Total, IReadOnlyList<Segment> Segments);
