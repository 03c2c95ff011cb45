using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Results;

namespace Gateway.Pipeline.CreditRepairs;

/// <summary>Reads repairs strictly; keeps them in the one byte form in which equal repairs have equal bytes.</summary>
public static class RepairFormat
{
    public static DocumentReading<CreditRepair> Read(ReadOnlySpan<byte> utf8) =>
        DocumentParser.ReadOne(utf8, RepairJson.Default.CreditRepair, RepairRules.IsClassified);

    public static byte[] Bytes(CreditRepair repair) => JsonSerializer.SerializeToUtf8Bytes(repair, RepairJson.Default.CreditRepair);
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, PropertyNameCaseInsensitive = false, NumberHandling = JsonNumberHandling.Strict, MaxDepth = 8,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(EnteredAtConverter)], AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CreditRepair))]
internal sealed partial class RepairJson : JsonSerializerContext;
