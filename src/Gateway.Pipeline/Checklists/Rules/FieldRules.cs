namespace Gateway.Pipeline.Checklists.Rules;

/// <summary>The rules of all fields.</summary>
/// <param name="All">By <see cref="FieldRule.Order"/>, then field.</param>
/// <param name="Version">Digest of the files; kept with every version of a checklist.</param>
public sealed record FieldRules(IReadOnlyList<FieldRule> All, string Version);
