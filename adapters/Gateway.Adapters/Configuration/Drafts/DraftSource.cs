namespace Gateway.Adapters.Configuration.Drafts;

/// <summary>What a sample or a description says of a platform's rows.</summary>
/// <param name="Fields">Names of the fields, in the order met.</param>
/// <param name="Samples">For some fields a value that was met.</param>
/// <param name="RowsPath">Where the rows stand in an answer, dotted; <see langword="null"/> where that is no question.</param>
public sealed record DraftSource(IReadOnlyList<string> Fields, IReadOnlyDictionary<string, string> Samples, string? RowsPath);
