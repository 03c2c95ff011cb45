namespace Gateway.Pipeline.Story;

/// <summary>All that happened to one result, penalty or licence, in order of time.</summary>
/// <param name="Intact">Every entry is proven, and the tables say the same as the entries.</param>
/// <param name="Kind">result, penalty or licence.</param>
/// <param name="Verification">What the proof came to, in Chinese.</param>
public sealed record ResultStory(
    string Area, string ResultId, int Versions, int Deliveries, int Batches, int Entries, IReadOnlyList<StoryEvent> Events, bool Intact, string Verification,
    string Kind = "result");

/// <summary>Something that happened to the result.</summary>
/// <param name="At">Asia/Shanghai.</param>
/// <param name="What">In Chinese.</param>
/// <param name="Entries">The audit entries that prove it.</param>
/// <param name="Problems">What is wrong with it, in Chinese: normally nothing.</param>
public sealed record StoryEvent(
    DateTimeOffset At, string What, int? Version, string? Target, string Text, IReadOnlyList<StoryReference> Entries, IReadOnlyList<string> Problems);

/// <summary>An audit entry as an auditor finds it again.</summary>
/// <param name="SealNo"><see langword="null"/>: not sealed yet.</param>
public sealed record StoryReference(long EntryNo, Guid EntryId, string Kind, long? SealNo);
