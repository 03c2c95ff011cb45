using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.P1;
using Gateway.Sandbox.P3;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.Truth;

/// <summary>Moves the data on demand: changes that stay, shrinking that can be undone, secrets and tokens that end early.</summary>
internal sealed class ChangeEndpoints(FeedLibrary library, SecretBook secrets, TokenMint tokens, SecretWindow window)
{
    private static readonly string[] ShrinkModes = ["percent", "firstPage", "duplicatePages", "none"];

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/_sandbox/change", ChangeAsync);
        app.MapPost("/_sandbox/shrink", ShrinkAsync);
        app.MapPost("/_sandbox/expire-secret", context => DoneAsync(context, secrets.Expire));
        app.MapPost("/_sandbox/secrets", SecretsAsync);
        app.MapPost("/_sandbox/revoke-tokens", context => DoneAsync(context, tokens.RevokeAll));
    }

    private async Task ChangeAsync(HttpContext context)
    {
        var (order, problem) = await ControlBody.ReadAsync<ChangeOrder>(context);
        problem ??= order is null ? "body missing" : Problem(order);
        if (order is null || problem is not null || Area.Find(order.Area) is not { } area || Feed.Find(order.Feed) is not { } feed)
        {
            await ControlBody.RefuseAsync(context, problem ?? "area or feed");
            return;
        }

        var outcome = library.Change(area, feed, order);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer => JsonSerializer.Serialize(writer, outcome, JsonAnswer.Options));
    }

    private async Task ShrinkAsync(HttpContext context)
    {
        var (order, problem) = await ControlBody.ReadAsync<ShrinkOrder>(context);
        if (order is null || Area.Find(order.Area) is not { } area || Feed.Find(order.Feed) is not { } feed || feed == Feed.Task
            || !ShrinkModes.Contains(order.Mode) || order.KeepPercent is < 0 or > 100)
        {
            await ControlBody.RefuseAsync(context, problem ?? "area, feed (not task), keepPercent 0-100, mode " + string.Join("|", ShrinkModes));
            return;
        }

        library.Of(area, feed).Shrink(order.Mode == "none" || order is { Mode: "percent", KeepPercent: 100 } ? null : order);
        await DoneAsync(context, () => { });
    }

    /// <summary>Which secrets a platform takes from now on. What was issued under one that it takes no longer is no good either.</summary>
    private async Task SecretsAsync(HttpContext context)
    {
        var (order, problem) = await ControlBody.ReadAsync<SecretsOrder>(context);
        if (order is not { Profile: { } profile, Taken: [_, ..] taken } || !window.Profiles.Contains(profile) || taken.Any(string.IsNullOrEmpty))
        {
            await ControlBody.RefuseAsync(context, problem ?? $"profile: one of {string.Join(", ", window.Profiles.Order())}; taken: one secret or more");
            return;
        }

        await DoneAsync(context, () =>
        {
            switch ((window.Set(profile, taken), profile))
            {
                case (true, "p1"):
                    secrets.Expire();
                    break;
                case (true, "p3"):
                    tokens.RevokeAll();
                    break;
            }
        });
    }

    private static string? Problem(ChangeOrder order)
    {
        int[] counts = [order.New, order.Changed, order.Deleted, order.Late, order.Spoiled, order.Healed];
        return Area.Find(order.Area ?? "") is null ? $"area {order.Area}: not an area of the sandbox"
            : Feed.Find(order.Feed ?? "") is not { } feed ? $"feed {order.Feed}: one of {string.Join(", ", Feed.All.Select(known => known.Name))}"
            : counts.Any(count => count is < 0 or > 1_000_000) ? "counts: 0 to 1000000"
            : feed == Feed.Task && order.Deleted + order.Late > 0 ? "tasks cannot be deleted or late: the platform has no words for it"
            : null;
    }

    private static Task DoneAsync(HttpContext context, Action work)
    {
        work();
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("done"u8, true);
            writer.WriteEndObject();
        });
    }
}

/// <param name="Profile">p1, p2, p3, p4 or p7.</param>
/// <param name="Taken">All that it takes.</param>
internal sealed record SecretsOrder(string? Profile, IReadOnlyList<string>? Taken);
