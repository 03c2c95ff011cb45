using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P5;

/// <summary>Orders how platform 5 answers.</summary>
internal sealed class FrontEndEndpoints(FrontEndPlatform platform)
{
    public void Map(IEndpointRouteBuilder app) => app.MapPost("/_sandbox/front-end", async context =>
    {
        using var body = await JsonAnswer.ReadAsync(context);
        FrontEndOrder? order = null;
        try
        {
            order = body?.RootElement.Deserialize<FrontEndOrder>(JsonAnswer.Options);
        }
        catch (JsonException)
        {
            // Said below.
        }

        if (order is null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        platform.Order(order);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    });
}
