namespace Gateway.Pipeline.Normalise.Feeds;

/// <summary>监管事项.</summary>
public sealed record MatterRow : FeedRow
{
    public required string ItemCode { get; init; }
    public required string ItemName { get; init; }
    public string? SubitemName { get; init; }
    public required string NameKey { get; init; }
    public string? DeptName { get; init; }
    public string? DeptCode { get; init; }
    public string? DeptKind { get; init; }
    public string? Object { get; init; }
    public string? ObjectKey { get; init; }
    public string? Mode { get; init; }
    public string? Basis { get; init; }
    public required IReadOnlyList<string> Levels { get; init; }
    public string? ItemType { get; init; }
    public string? ItemClass { get; init; }
    public string? IndustryCode { get; init; }
    public string? IndustryDivision { get; init; }
    public string? AreaReceived { get; init; }
    public string? AreaCode { get; init; }
    public string? TaskVersion { get; init; }
    public string? State { get; init; }
    public DateOnly? EffectiveOn { get; init; }
    public DateOnly? CancelledOn { get; init; }
    public string? ImplementCode { get; init; }

    public static IReadOnlyList<string> Columns { get; } =
    [
        "item_code", "item_name", "subitem_name", "name_key", "dept_name", "dept_code", "dept_kind", "object", "object_key", "mode",
        "basis", "levels", "item_type", "item_class", "industry_code", "industry_division", "area_received", "area_code", "task_version",
        "state", "effective_on", "cancelled_on", "implement_code",
    ];

    public override void Write(IColumnWriter to)
    {
        to.Text(ItemCode);
        to.Text(ItemName);
        to.Text(SubitemName);
        to.Text(NameKey);
        to.Text(DeptName);
        to.Text(DeptCode);
        to.Text(DeptKind);
        to.Text(Object);
        to.Text(ObjectKey);
        to.Text(Mode);
        to.Text(Basis);
        to.Texts(Levels);
        to.Text(ItemType);
        to.Text(ItemClass);
        to.Text(IndustryCode);
        to.Text(IndustryDivision);
        to.Text(AreaReceived);
        to.Text(AreaCode);
        to.Text(TaskVersion);
        to.Text(State);
        to.Date(EffectiveOn);
        to.Date(CancelledOn);
        to.Text(ImplementCode);
    }
}
