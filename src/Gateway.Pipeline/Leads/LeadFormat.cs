using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Contracts.Leads;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Results;

namespace Gateway.Pipeline.Leads;

/// <summary>Reads leads and steps strictly; keeps them in the one byte form in which equal ones have equal bytes.</summary>
public static class LeadFormat
{
    public static DocumentReading<CountyLead> ReadLead(ReadOnlySpan<byte> utf8) =>
        DocumentParser.ReadOne(utf8, LeadJson.Default.CountyLead, x => ClassifiedScreen.IsClassified(x.Content));

    public static DocumentReading<LeadHandling> ReadHandling(ReadOnlySpan<byte> utf8) =>
        DocumentParser.ReadOne(utf8, LeadJson.Default.LeadHandling, x => ClassifiedScreen.IsClassified(x.Text));

    public static byte[] Bytes(CountyLead lead) => JsonSerializer.SerializeToUtf8Bytes(lead, LeadJson.Default.CountyLead);

    public static byte[] Bytes(LeadHandling handling) => JsonSerializer.SerializeToUtf8Bytes(handling, LeadJson.Default.LeadHandling);

    public static LeadHandling Handling(ReadOnlySpan<byte> canonical) =>
        JsonSerializer.Deserialize(canonical, LeadJson.Default.LeadHandling) ?? throw new InvalidDataException("保存的线索办理内容为空");
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, PropertyNameCaseInsensitive = false, NumberHandling = JsonNumberHandling.Strict, MaxDepth = 8,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(EnteredAtConverter)], AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CountyLead))]
[JsonSerializable(typeof(LeadHandling))]
internal sealed partial class LeadJson : JsonSerializerContext;
