using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Files.Reading;

/// <summary>Reads the rows of a page's body, when it is pulled and when it is replayed.</summary>
internal static class BodyReader
{
    public static PageRows Read(FeedColumns columns, ReadOnlyMemory<byte> body, ReadingLimits limits) => CsvBody.Is(body.Span)
        ? CsvRows.Parse(columns, body, limits)
        : columns.Rows(body);
}
