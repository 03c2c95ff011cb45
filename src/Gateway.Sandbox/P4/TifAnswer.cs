using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P4;

/// <summary>The answers of profile 4: HTTP 200 always, <c>errcode</c> says what happened.</summary>
internal static class TifAnswer
{
    public const int Signature = 40001;
    public const int Parameter = 40002;
    public const int Cursor = 40003;

    public static Task FailAsync(HttpContext context, int code, string message) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("errcode"u8, code);
        writer.WriteString("errmsg"u8, message);
        writer.WriteEndObject();
    });

    public static Task SucceedAsync(HttpContext context, Action<Utf8JsonWriter> data) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("errcode"u8, 0);
        writer.WritePropertyName("data"u8);
        data(writer);
        writer.WriteEndObject();
    });
}
