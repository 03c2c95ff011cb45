using Gateway.Contracts.Results;
using Gateway.Pipeline.Documents;

namespace Gateway.Pipeline.Results;

/// <summary>Reads results strictly.</summary>
public static class ResultParser
{
    /// <summary>Reads a body that holds one result.</summary>
    public static DocumentReading<InspectionResult> ReadOne(ReadOnlySpan<byte> utf8) =>
        DocumentParser.ReadOne(utf8, ResultJson.Default.InspectionResult, x => ClassifiedScreen.IsClassified(x.Exemption?.Ground));

    /// <summary>Reads an object or an array of at most 1,000; a bad item spoils no other.</summary>
    public static BodyReading<InspectionResult> ReadBody(ReadOnlySpan<byte> utf8) =>
        DocumentParser.ReadBody(utf8, ResultJson.MaxDepth, ReadOne);
}
