namespace Gateway.Pipeline.Checklists.Compile;

/// <summary>A matter of an area's catalogue (监管事项目录清单) as normalised and stored; one department a row.</summary>
public sealed record StoredMatter
{
    public required string Identity { get; init; }
    public required string ItemCode { get; init; }
    public required string ItemName { get; init; }
    public string? SubitemName { get; init; }
    public string? DeptName { get; init; }
    public string? DeptCode { get; init; }
    public string? DeptKind { get; init; }
    public string? Object { get; init; }
    public string? Mode { get; init; }
    public string? Basis { get; init; }
    public required IReadOnlyList<string> Levels { get; init; }
    public string? ItemClass { get; init; }
    public string? IndustryCode { get; init; }
    public string? State { get; init; }
    public DateOnly? EffectiveOn { get; init; }
    public DateOnly? CancelledOn { get; init; }
}
