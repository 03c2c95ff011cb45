using Gateway.Pipeline.Checklists.Compile;

namespace Gateway.Pipeline.Checklists.Versions;

/// <summary>A version of an area's checklist.</summary>
/// <param name="Version">From 1.</param>
/// <param name="CompiledFor">The day on which its matters had to be in force, Asia/Shanghai.</param>
/// <param name="CompiledAt">When it was compiled.</param>
/// <param name="RulesVersion">Digest of the fields' files.</param>
/// <param name="Digest">SHA-256 of the canonical bytes.</param>
/// <param name="List">The list; without issues, which live with the other findings.</param>
public sealed record StoredChecklist(
    int Version, DateOnly CompiledFor, DateTimeOffset CompiledAt, string RulesVersion, byte[] Digest, CompiledChecklist List);
