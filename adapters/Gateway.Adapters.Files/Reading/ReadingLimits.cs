namespace Gateway.Adapters.Files.Reading;

/// <summary>What bounds the memory of a read.</summary>
/// <param name="PageRows">Most rows of a page.</param>
/// <param name="PageBytes">A page ends beyond this.</param>
/// <param name="RecordBytes">Longest record; one beyond it is unreadable, its file is not.</param>
/// <param name="ValueBytes">Longest value.</param>
/// <param name="Columns">Most columns.</param>
/// <param name="InflatedBytes">Most bytes that a packed file may unpack to.</param>
internal sealed record ReadingLimits(int PageRows, int PageBytes, int RecordBytes, int ValueBytes, int Columns, long InflatedBytes);
