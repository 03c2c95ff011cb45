using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Results;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>The two ways in which penalties and licences are read and written: strictly as they come in, and canonically as they are kept.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, PropertyNameCaseInsensitive = false, NumberHandling = JsonNumberHandling.Strict, MaxDepth = MaxDepth,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(EnteredAtConverter), typeof(MoneyConverter)],
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Penalty))]
[JsonSerializable(typeof(Licence))]
internal sealed partial class RecordJson : JsonSerializerContext
{
    public const int MaxDepth = 8;
}

/// <summary>Money in 元. Equal amounts have equal bytes: 1.50 is written 1.5.</summary>
internal sealed class MoneyConverter : JsonConverter<decimal>
{
    private const decimal One = 1.0000000000000000000000000000m;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var amount) ? amount : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value / One);
}
