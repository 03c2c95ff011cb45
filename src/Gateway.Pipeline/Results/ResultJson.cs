using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Disclosure;

namespace Gateway.Pipeline.Results;

/// <summary>The two ways in which results are read and written: strictly as they come in, and canonically as they are kept.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, PropertyNameCaseInsensitive = false, NumberHandling = JsonNumberHandling.Strict, MaxDepth = MaxDepth,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(EnteredAtConverter), typeof(ResultCodeConverter)],
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(InspectionResult))]
[JsonSerializable(typeof(WithdrawalRequest))]
[JsonSerializable(typeof(ExemptionRequest))]
[JsonSerializable(typeof(RevocationRequest))]
internal sealed partial class ResultJson : JsonSerializerContext
{
    public const int MaxDepth = 8;
}

/// <summary>RFC 3339; a time without an offset is Asia/Shanghai. Always written with +08:00, so that equal instants have equal bytes.</summary>
internal sealed class EnteredAtConverter : JsonConverter<DateTimeOffset>
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out var local) && reader.ValueSpan.Length >= 19)
        {
            return local.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(local, Shanghai) : reader.GetDateTimeOffset().ToOffset(Shanghai);
        }

        throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToOffset(Shanghai).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture));
}

/// <summary>Result codes by their exact names: numbers and other spellings are refused.</summary>
internal sealed class ResultCodeConverter : JsonConverter<ResultCode>
{
    private static readonly Dictionary<string, ResultCode> ByName = Enum.GetValues<ResultCode>().ToDictionary(x => x.ToString());
    private static readonly string[] Names = [.. Enum.GetValues<ResultCode>().Select(x => x.ToString())];

    public override ResultCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && ByName.TryGetValue(reader.GetString() ?? "", out var code) ? code : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, ResultCode value, JsonSerializerOptions options) => writer.WriteStringValue(Names[(int)value]);
}
