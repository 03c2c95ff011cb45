using Gateway.Adapters.Sources;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Pull;

/// <summary>Full or incremental. Pure.</summary>
internal static class ReadMode
{
    /// <summary>Without a cursor (the first read, or a feed that was empty) there is nothing to read on from; a shrunken set can only be believed whole.</summary>
    public static PullMode Of(PullCommand command, FeedState state) =>
        command.Full || command.AcceptShrink || state.FullReadAt is null || state.Cursor is null ? PullMode.Full : PullMode.Incremental;
}
