using Gateway.Contracts.Checklists;

namespace Gateway.Pipeline.Checklists.Versions;

public enum ChangeKind
{
    Added,
    Removed,
    Changed,
}

/// <summary>What became of an item since the version before.</summary>
/// <param name="Kind">Added, removed or changed.</param>
/// <param name="Item">As it is now; a removed one as it was.</param>
/// <param name="Fields">Chinese labels of the columns that changed.</param>
/// <param name="Why">Which matters caused it, in Chinese.</param>
public sealed record ChecklistChange(ChangeKind Kind, ChecklistItem Item, IReadOnlyList<string> Fields, string Why);
