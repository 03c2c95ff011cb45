using Gateway.Pipeline.Normalise.Values;

namespace Gateway.Pipeline.Checklists.Rules;

/// <summary>A field of supervision (监管领域): who leads it, who joins, and which matters are its own.</summary>
/// <param name="File">Where it is written.</param>
/// <param name="Order">Place of the field in a checklist.</param>
/// <param name="Field">监管领域.</param>
/// <param name="Category">事项类别: 重点 or 一般.</param>
/// <param name="Lead">Kind of the 行业主管部门.</param>
/// <param name="Joining">Kinds that may join a wider group or claim by circumstance; whoever has the very same matter joins anyway.</param>
/// <param name="Matters">How its matters are recognised.</param>
/// <param name="Wider">Objects over which different matters of several departments are one item.</param>
public sealed record FieldRule(
    string File, int Order, string Field, string Category, DepartmentKind Lead, IReadOnlyList<string> Joining, Recognition Matters,
    IReadOnlyList<WiderObject> Wider)
{
    /// <summary>Whether a department of this kind has a part in the field.</summary>
    public bool Concerns(string? departmentKind) =>
        departmentKind is not null && (departmentKind == Lead.Id || Joining.Count == 0 || Joining.Contains(departmentKind));

    /// <summary>The claim on a matter; <see cref="Evidence.None"/> when there is none.</summary>
    public Claim Judge(MatterTexts matter)
    {
        var (evidence, weight) = Matters.Judge(matter);
        return new Claim(this, evidence == Evidence.Circumstance && !Concerns(matter.DepartmentKind) ? Evidence.None : evidence, weight);
    }
}

/// <summary>An object that several departments inspect in different matters: 两个以上部门对同一监管对象实施不同行政检查 (the plan, part 三（八）).</summary>
/// <param name="Object">监管对象 of the item.</param>
/// <param name="Words">Folded; a matter belongs to it whose object contains one.</param>
public sealed record WiderObject(string Object, IReadOnlyList<string> Words);

/// <summary>A rule's claim on a matter.</summary>
public readonly record struct Claim(FieldRule Rule, Evidence Evidence, int Weight);
