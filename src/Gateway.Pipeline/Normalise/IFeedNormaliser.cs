using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Pipeline.Normalise;

/// <summary>Turns a feed's rows into records: pure, and safe for concurrent use.</summary>
public interface IFeedNormaliser
{
    Feed Feed { get; }

    /// <summary>The table's own columns, in the order in which its rows write them.</summary>
    IReadOnlyList<string> Columns { get; }

    Normalised Normalise(string area, RawRow row, Findings findings);
}
