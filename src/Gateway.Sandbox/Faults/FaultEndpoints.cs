using System.Globalization;
using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.Faults;

/// <summary>Faults over HTTP: post one, list them, delete one or all.</summary>
internal sealed class FaultEndpoints(FaultBook faults)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/_sandbox/faults", AddAsync);
        app.MapGet("/_sandbox/faults", ListAsync);
        app.MapDelete("/_sandbox/faults", context =>
        {
            faults.Remove(int.TryParse(context.Request.Query["id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null);
            return ListAsync(context);
        });
    }

    private async Task AddAsync(HttpContext context)
    {
        var (order, problem) = await ControlBody.ReadAsync<FaultOrder>(context);
        problem ??= order is { Kind: { } kind } && FaultKinds.Exists(kind) ? null
            : "kind: one of " + string.Join(", ", FaultKinds.Replacing.Concat(FaultKinds.Spoiling).Concat(FaultKinds.Breaking));
        if (order is null || problem is not null)
        {
            await ControlBody.RefuseAsync(context, problem ?? "body missing");
            return;
        }

        var rule = faults.Add(order);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status201Created, writer => Write(writer, rule));
    }

    private Task ListAsync(HttpContext context) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartArray();
        foreach (var rule in faults.Rules)
        {
            Write(writer, rule);
        }

        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, FaultRule rule)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id"u8, rule.Id);
        writer.WriteNumber("seen"u8, rule.Seen);
        writer.WriteNumber("struck"u8, rule.Struck);
        writer.WritePropertyName("order"u8);
        JsonSerializer.Serialize(writer, rule.Order, JsonAnswer.Options);
        writer.WriteEndObject();
    }
}
