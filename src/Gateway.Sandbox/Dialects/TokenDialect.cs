using System.Text;
using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.P3;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.Dialects;

/// <summary>
/// Dialect 3: a token for an hour, opaque cursors, real HTTP statuses, withdrawal by a call of its own, a ledger. See the README for the whole contract.
/// </summary>
internal sealed class TokenDialect(DialectPlatform platform, SandboxOptions options, TokenMint tokens)
{
    private const int PageSize = 500;
    private const int LargestBatch = 100;
    private const int LedgerPage = 200;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/d3/oauth/token", (HttpContext context) => TokenAsync(context));
        routes.MapGet("/d3/v2/{feed}", (HttpContext context, string feed) => Guarded(context, () => ListAsync(context, feed)));
        routes.MapPost("/d3/v2/inspections", (HttpContext context) => Guarded(context, () => TakeAsync(context)));
        routes.MapPost("/d3/v2/inspections/{key}/revoke", (HttpContext context, string key) => Guarded(context, () => RevokeAsync(context, key)));
        routes.MapGet("/d3/v2/inspections/ledger", (HttpContext context) => Guarded(context, () => LedgerAsync(context)));
    }

    private async Task TokenAsync(HttpContext context)
    {
        using var body = await JsonAnswer.ReadAsync(context);
        var named = body is { RootElement.ValueKind: JsonValueKind.Object };
        string Member(string name) => named && body!.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
        await (Member("clientId") == options.DialectId && Signing.Same(options.DialectSecret, Member("clientSecret"))
            ? AnswerAsync(context, 200, new { access_token = tokens.Make(), expires_in = TokenMint.ExpiresIn })
            : FailAsync(context, 401, "invalid_client", "客户端不存在或密钥错误"));
    }

    private Task ListAsync(HttpContext context, string feed)
    {
        var (area, cursor) = (context.Request.Query["division"].ToString(), context.Request.Query["cursor"].ToString());
        if (DialectPlatform.FeedOf(feed) is not { } known || Area.Find(area) is not { } division)
        {
            return FailAsync(context, 404, "not_found", "没有该类数据或区划");
        }

        if ((cursor.Length == 0 ? 0 : P4.TaskCursor.Read(cursor, area + feed)) is not { } position)
        {
            return FailAsync(context, 422, "bad_cursor", "游标无效");
        }

        var (page, next, more) = platform.Following(known, division, position, PageSize, RuledNames.Camel);
        return AnswerAsync(context, 200, new
        {
            items = page.Rows.Select(row => row.ToDictionary()), hasMore = more, nextCursor = P4.TaskCursor.Make(area + feed, next),
        });
    }

    /// <summary>A record that is there is replaced, one that is not is made: the platform looks, not the caller.</summary>
    private async Task TakeAsync(HttpContext context)
    {
        using var body = await JsonAnswer.ReadAsync(context);
        if (body is not { RootElement.ValueKind: JsonValueKind.Object } || !body.RootElement.TryGetProperty("data", out var data)
            || data.ValueKind != JsonValueKind.Array || data.GetArrayLength() is 0 or > LargestBatch
            || data.EnumerateArray().Any(row => row.ValueKind != JsonValueKind.Object))
        {
            await FailAsync(context, 422, "bad_request", "data 应为 1 至 100 个对象");
            return;
        }

        var receipts = platform.Take([.. data.EnumerateArray().Select(row => RuledNames.Camel.Back(Row(row)))]);
        await AnswerAsync(context, 200, new
        {
            results = receipts.Select(x => new { key = x.Identity, ok = x.Code == "0", error = x.Code == "0" ? null : new { code = x.Code, text = x.Message } }),
        });
    }

    private List<KeyValuePair<string, string>> Row(JsonElement row)
    {
        var values = row.EnumerateObject().ToDictionary(x => x.Name, x => x.Value.ToString());
        if (values.GetValueOrDefault("cdOperation") != "d")
        {
            values["cdOperation"] = platform.IsLive(values.GetValueOrDefault("recordUniqueIdentity", "")) ? "u" : "i";
        }

        return [.. values];
    }

    private Task RevokeAsync(HttpContext context, string key) => platform.Revoke(key)
        ? AnswerAsync(context, 200, new { results = new[] { new { key, ok = true } } })
        : FailAsync(context, 404, "not_found", "没有该记录");

    private Task LedgerAsync(HttpContext context)
    {
        if (!LedgerWindow.TryRead(context.Request.Query, "yyyy-MM-dd", "page", out var window))
        {
            return FailAsync(context, 422, "bad_request", "from、to 或 page");
        }

        var (total, entries) = platform.Ledger(
            context.Request.Query["division"].ToString(), DateOnly.FromDayNumber(window.From), DateOnly.FromDayNumber(window.To), window.Page, LedgerPage);
        return AnswerAsync(context, 200, new
        {
            count = total,
            records = entries.Select(x => new { key = x.Id, state = x.State == P1.PushLedgers.Taken ? "IN_FORCE" : "REVOKED", digest = x.Digest }),
        });
    }

    private Task Guarded(HttpContext context, Func<Task> serve) =>
        tokens.IsGood(context.Request.Headers.Authorization.ToString()) ? serve() : FailAsync(context, 401, "invalid_token", "令牌无效或已过期");

    private static Task FailAsync(HttpContext context, int status, string code, string text) => AnswerAsync(context, status, new { error = new { code, text } });

    private static Task AnswerAsync(HttpContext context, int status, object answer) => JsonAnswer.WriteAsync(
        context, status, "application/json; charset=UTF-8", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(answer, JsonAnswer.Options)));
}
