using Gateway.Adapters.Sinks;
using Gateway.Contracts.Checklists;
using Gateway.Pipeline.Normalise;

namespace Gateway.Pipeline.Checklists.Versions;

/// <summary>Which changed items go out, and why others can't: the provincial platform takes a row only with a lead and an article. Pure.</summary>
public static class PublicationRules
{
    public static IReadOnlyList<ChecklistPublication> Of(int version, IReadOnlyList<ChecklistChange> changes) =>
        [.. changes.Select(x => Of(version, x))];

    /// <summary>A whole list, as a target gets it that has had none.</summary>
    public static IReadOnlyList<ChecklistPublication> Standing(int version, IEnumerable<ChecklistItem> items) =>
        [.. items.Select(x => Of(version, x, DeliveryOperation.Insert))];

    private static ChecklistPublication Of(int version, ChecklistChange change) => Of(version, change.Item, change.Kind switch
    {
        ChangeKind.Added => DeliveryOperation.Insert,
        ChangeKind.Changed => DeliveryOperation.Correct,
        ChangeKind.Removed => DeliveryOperation.Withdraw,
    });

    private static ChecklistPublication Of(int version, ChecklistItem item, DeliveryOperation operation)
    {
        var (code, reason) = operation == DeliveryOperation.Withdraw ? default : Obstacle(item);
        return new ChecklistPublication(item.ItemId, version, operation, code, reason);
    }

    /// <summary>Why an item can't be sent; no code when it can.</summary>
    public static (string? Code, string? Reason) Obstacle(ChecklistItem item) => item switch
    {
        { Lead: null } => ("lead_pending", "牵头单位待定"),
        { Lead.Code.Length: 0 } => ("lead_code_missing", "牵头单位没有统一社会信用代码"),
        _ when item.Joining.Any(x => x.Code.Length == 0) => ("join_code_missing", "配合单位没有统一社会信用代码"),
        _ when !ArticleCitation.IsIn(item.Basis) => ("basis_no_article", "设定依据没有引用具体条文（第X条）"),
        { Object.Length: 0 } => ("object_missing", "没有监管对象"),
        { Method.Length: 0 } => ("method_missing", "没有检查方式"),
        _ => default,
    };
}
