using System.Text.Json;

namespace Gateway.Sandbox.Wire;

/// <summary>Reads what is posted to <c>/_sandbox</c>; a member that does not exist is refused rather than ignored.</summary>
internal static class ControlBody
{
    public static async Task<(T? Value, string? Problem)> ReadAsync<T>(HttpContext context)
        where T : class
    {
        try
        {
            var value = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, JsonAnswer.Options, context.RequestAborted);
            return (value, value is null ? "body missing" : null);
        }
        catch (JsonException problem)
        {
            return (null, problem.Message);
        }
    }

    public static Task RefuseAsync(HttpContext context, string problem) => JsonAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("problem"u8, problem);
        writer.WriteEndObject();
    });
}
