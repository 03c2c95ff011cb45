using System.Text;
using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P4;

/// <summary>Profile 4, double-random: tasks by cursor, results and credit records in arrays, withdrawal, ledger.</summary>
internal sealed class TifEndpoints(TifDoor door, FeedLibrary library, TifLedgers ledgers)
{
    private const int LargestBatch = 100;
    private const int TasksAtOnce = 50;
    private const int PageSize = 100;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/p4/api/v1/tasks", context => BehindDoorAsync(context, TasksAsync));
        app.MapPost("/p4/api/v1/check-results", context => BehindDoorAsync(context, _ => TakeAsync(context, items => ledgers.Take(ledgers.Results, items))));
        app.MapPost("/p4/api/v1/check-results/withdraw", context => BehindDoorAsync(context, _ => TakeAsync(context, items => TifLedgers.Withdraw(ledgers.Results, items))));
        app.MapGet("/p4/api/v1/check-results/ledger", context => BehindDoorAsync(context, LedgerAsync));
        app.MapPost("/p4/api/v1/credit-records", context => BehindDoorAsync(context, _ => TakeAsync(context, items => ledgers.Take(ledgers.CreditRecords, items))));
        app.MapPost("/p4/api/v1/credit-records/withdraw", context => BehindDoorAsync(context, _ => TakeAsync(context, items => TifLedgers.Withdraw(ledgers.CreditRecords, items))));
    }

    private Task BehindDoorAsync(HttpContext context, Func<HttpContext, Task> answer) =>
        door.MayPass(context.Request) ? answer(context) : TifAnswer.FailAsync(context, TifAnswer.Signature, "签名错误");

    private Task TasksAsync(HttpContext context)
    {
        var (code, cursor) = (context.Request.Query["area"].ToString(), context.Request.Query["cursor"].ToString());
        if (!Area.IsSixDigits(code))
        {
            return TifAnswer.FailAsync(context, TifAnswer.Parameter, "area 应为六位行政区划代码");
        }

        var state = Area.Find(code) is { } area ? library.Of(area, Feed.Task) : null;
        var position = cursor.Length == 0 ? 0 : TaskCursor.Read(cursor, code);
        if (position is null || position > (state?.EndPosition ?? 0))
        {
            return TifAnswer.FailAsync(context, TifAnswer.Cursor, "游标无效");
        }

        var (segments, next, more) = state?.Following(position.Value, TasksAtOnce) ?? ([], 0, false);
        var end = $"],\"cursor\":\"{TaskCursor.Make(code, next)}\",\"more\":{(more ? "true" : "false")}}}}}";
        return RowStream.WriteAsync(context, """{"errcode":0,"data":{"tasks":["""u8.ToArray(), segments, Encoding.UTF8.GetBytes(end));
    }

    private static async Task TakeAsync(HttpContext context, Func<JsonElement, IReadOnlyList<(string Id, string? Refusal)>> take)
    {
        using var body = await JsonAnswer.ReadAsync(context);
        if (body is not { RootElement.ValueKind: JsonValueKind.Array } || body.RootElement.GetArrayLength() is 0 or > LargestBatch
            || body.RootElement.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object))
        {
            await TifAnswer.FailAsync(context, TifAnswer.Parameter, "请求体应为1至100个对象的数组");
            return;
        }

        var outcomes = take(body.RootElement);
        await TifAnswer.SucceedAsync(context, writer =>
        {
            writer.WriteStartArray();
            foreach (var (id, refusal) in outcomes)
            {
                writer.WriteStartObject();
                writer.WriteString("id"u8, id);
                writer.WriteNumber("state"u8, refusal is null ? 1 : 0);
                writer.WriteString("reason"u8, refusal ?? "");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private async Task LedgerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var area = query["area"].ToString();
        if (!Area.IsSixDigits(area) || !LedgerWindow.TryRead(query, "yyyy-MM-dd", "page", out var window))
        {
            await TifAnswer.FailAsync(context, TifAnswer.Parameter, "area、from、to（yyyy-MM-dd）或 page 错误");
            return;
        }

        var book = ledgers.Results;
        int total;
        IReadOnlyList<LedgerEntry> entries;
        lock (book.Gate)
        {
            (total, entries) = book.Ledger.Page(window.From, window.To, window.Page, PageSize, entry => entry.Group == area);
        }

        await TifAnswer.SucceedAsync(context, writer =>
        {
            writer.WriteStartObject();
            LedgerRows.Write(writer, total, entries, "rows", "id", "state");
            writer.WriteEndObject();
        });
    }
}
