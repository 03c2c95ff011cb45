namespace Gateway.Contracts.Checklists;

/// <summary>A department as it stands in a checklist.</summary>
/// <param name="Code">USCC of the organ, or empty when the area's catalogue names none.</param>
/// <param name="Name">Name.</param>
public sealed record ChecklistDepartment(string Code, string Name);

/// <summary>跨部门综合监管事项清单 (Annex 1), one row. Source: the plan, annex 1 and its filling notes.</summary>
public sealed record ChecklistItem
{
    /// <summary>Stable identity of the item within its area over all versions: chosen, a digest of field, matter and object.</summary>
    public required string ItemId { get; init; }

    /// <summary>监管领域.</summary>
    public required string Field { get; init; }

    /// <summary>牵头单位; <see langword="null"/> is 待定 (no rule covers the group).</summary>
    public required ChecklistDepartment? Lead { get; init; }

    /// <summary>配合单位, ordered by code.</summary>
    public required IReadOnlyList<ChecklistDepartment> Joining { get; init; }

    /// <summary>监管事项: the concrete content of the inspection.</summary>
    public required string Matter { get; init; }

    /// <summary>14-digit codes of the matters behind it, ascending.</summary>
    public required IReadOnlyList<string> MatterCodes { get; init; }

    /// <summary>设定依据; must cite an article.</summary>
    public required string Basis { get; init; }

    /// <summary>监管对象.</summary>
    public required string Object { get; init; }

    /// <summary>事项类别: 重点 or 一般.</summary>
    public required string ItemClass { get; init; }

    /// <summary>检查方式.</summary>
    public required string Method { get; init; }

    /// <summary>监管层级: 市 or 县.</summary>
    public required string Level { get; init; }
}
