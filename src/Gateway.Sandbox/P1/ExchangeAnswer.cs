using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P1;

/// <summary>The answers of profile 1: business errors come with HTTP 200.</summary>
internal static class ExchangeAnswer
{
    public const string HeaderMissing = "1001";
    public const string Expired = "1002";
    public const string UnknownService = "1003";
    public const string WrongSignature = "1004";
    public const string SecretExpired = "1005";
    public const string Parameter = "9001";

    public static Task FailAsync(HttpContext context, string code, string message) =>
        JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, code);
            writer.WriteString("message"u8, message);
            writer.WriteEndObject();
        });

    public static Task SucceedAsync(HttpContext context, Action<Utf8JsonWriter> data) =>
        JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, "0");
            writer.WriteString("message"u8, "成功");
            writer.WritePropertyName("data"u8);
            data(writer);
            writer.WriteEndObject();
        });
}
