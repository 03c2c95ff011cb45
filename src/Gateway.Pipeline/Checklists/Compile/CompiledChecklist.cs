using Gateway.Contracts.Checklists;

namespace Gateway.Pipeline.Checklists.Compile;

/// <summary>What the compiler reads.</summary>
/// <param name="Area">GB/T 2260, six digits.</param>
/// <param name="Level">市 or 县: whose list it is.</param>
/// <param name="Day">The day on which matters must be in force.</param>
/// <param name="Matters">The area's whole catalogue, in any order; also what is not in force, for it names departments.</param>
/// <param name="Rules">The fields.</param>
public sealed record ChecklistInput(
    string Area, string Level, DateOnly Day, IReadOnlyCollection<StoredMatter> Matters, Rules.FieldRules Rules);

/// <summary>The checklist of an area, made of its catalogue.</summary>
/// <param name="Area">GB/T 2260, six digits.</param>
/// <param name="Level">市 or 县.</param>
/// <param name="Items">In the order of the list.</param>
/// <param name="Disputes">Shared matters that two fields with different leads claim; they are in no item.</param>
/// <param name="Issues">What the catalogue lacks (信息缺失); the matters are kept where they can be.</param>
public sealed record CompiledChecklist(
    string Area, string Level, IReadOnlyList<CompiledItem> Items, IReadOnlyList<ChecklistDispute> Disputes, IReadOnlyList<ChecklistIssue> Issues);

/// <summary>An item and where it comes from.</summary>
public sealed record CompiledItem(ChecklistItem Item, IReadOnlyList<ItemMember> Members);

/// <summary>One matter behind an item.</summary>
/// <param name="Identity">Identity of its row in the catalogue.</param>
/// <param name="Code">14 digits.</param>
/// <param name="Department">Name of its department.</param>
public sealed record ItemMember(string Identity, string Code, string Department);

/// <summary>A matter whose lead is disputed: to be settled by the departments or the 编委办 (the plan, part 三（二）), never guessed.</summary>
public sealed record ChecklistDispute(
    string DisputeId, string Matter, string Object, IReadOnlyList<ChecklistDepartment> Departments, IReadOnlyList<string> MatterCodes,
    IReadOnlyList<LeadClaim> Claims);

/// <summary>One claim on the lead.</summary>
/// <param name="Field">The claiming field.</param>
/// <param name="Lead">Whom it would make lead.</param>
/// <param name="Ground">Why, in Chinese.</param>
public sealed record LeadClaim(string Field, ChecklistDepartment Lead, string Ground);

/// <summary>A finding about the catalogue's quality, always 信息缺失.</summary>
/// <param name="Problem">Stable code.</param>
/// <param name="Field">The field's Chinese label.</param>
/// <param name="DeptCode">Whose data it is, empty where unknown.</param>
/// <param name="Message">Chinese.</param>
/// <param name="Sample">What it is about; no personal data.</param>
public sealed record ChecklistIssue(string Problem, string Field, string DeptCode, string Message, string Sample);
