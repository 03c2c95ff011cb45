using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P3;

/// <summary>Profile 3, credit: HTTP is always 200, the body's code says what happened.</summary>
internal sealed class CreditEndpoints(TokenMint mint, CreditEnvelope envelope, CreditLedgers ledgers)
{
    private const int LargestBatch = 100;
    private const int PageSize = 100;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/p3/auth/token", TokenAsync);
        foreach (var kind in CreditKind.All)
        {
            app.MapPost($"/p3/credit/{kind.Name}/batch", context => BehindTokenAsync(context, _ => BatchAsync(context, kind)));
        }

        app.MapGet("/p3/credit/ledger", context => BehindTokenAsync(context, LedgerAsync));
    }

    private async Task TokenAsync(HttpContext context)
    {
        using var body = await JsonAnswer.ReadAsync(context);
        if (body is not { RootElement.ValueKind: JsonValueKind.Object })
        {
            await FailAsync(context, 400, "请求体不是JSON对象");
            return;
        }

        var row = new RowReader(body.RootElement);
        var (appId, timestamp, sign) = (row.Required("appId"), row.RequiredScalar("timestamp"), row.Required("sign"));
        if (row.First() is { } fault)
        {
            await FailAsync(context, 400, fault.Reason);
        }
        else if (!mint.MayHave(appId, timestamp, sign))
        {
            await FailAsync(context, 401, "签名错误或已过期");
        }
        else
        {
            await SucceedAsync(context, writer =>
            {
                writer.WriteString("token"u8, mint.Make());
                writer.WriteNumber("expiresIn"u8, TokenMint.ExpiresIn);
            });
        }
    }

    private Task BehindTokenAsync(HttpContext context, Func<HttpContext, Task> answer) =>
        mint.IsGood(context.Request.Headers.Authorization.ToString()) ? answer(context) : FailAsync(context, 401, "令牌无效或已过期");

    private async Task BatchAsync(HttpContext context, CreditKind kind)
    {
        using var body = await JsonAnswer.ReadAsync(context);
        if (body is not { RootElement.ValueKind: JsonValueKind.Object })
        {
            await FailAsync(context, 400, "请求体不是JSON对象");
            return;
        }

        var (opened, problem) = envelope.Open(body.RootElement);
        using var rows = opened;
        if (rows is null)
        {
            await FailAsync(context, 400, problem);
            return;
        }

        if (rows.RootElement.ValueKind != JsonValueKind.Array || rows.RootElement.GetArrayLength() is 0 or > LargestBatch
            || rows.RootElement.EnumerateArray().Any(row => row.ValueKind != JsonValueKind.Object))
        {
            await FailAsync(context, 400, "data 应为1至100个对象的数组");
            return;
        }

        var verdicts = ledgers.Take(kind, rows.RootElement);
        await SucceedAsync(context, writer =>
        {
            writer.WriteStartArray("rows"u8);
            foreach (var verdict in verdicts)
            {
                Write(writer, verdict);
            }

            writer.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter writer, CreditVerdict verdict)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, verdict.Id);
        writer.WriteBoolean("ok"u8, verdict.Faults.Count == 0);
        writer.WriteStartArray("errors"u8);
        foreach (var fault in verdict.Faults)
        {
            writer.WriteStartObject();
            writer.WriteString("field"u8, fault.Field);
            writer.WriteString("reason"u8, fault.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private async Task LedgerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var name = query["kind"].ToString();
        if (CreditKind.All.FirstOrDefault(kind => kind.Name == name) is not { } found || !LedgerWindow.TryRead(query, "yyyy/MM/dd", "page", out var window))
        {
            await FailAsync(context, 400, "kind、from、to（yyyy/MM/dd）或 page 错误");
            return;
        }

        var book = ledgers.Of(found);
        int total;
        IReadOnlyList<LedgerEntry> entries;
        lock (book.Gate)
        {
            (total, entries) = book.Ledger.Page(window.From, window.To, window.Page, PageSize, _ => true);
        }

        await SucceedAsync(context, writer =>
        {
            LedgerRows.Write(writer, total, entries, "rows", "id", "publicstatus");
        });
    }

    private static Task FailAsync(HttpContext context, int code, string message) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("code"u8, code);
        writer.WriteString("msg"u8, message);
        writer.WriteEndObject();
    });

    private static Task SucceedAsync(HttpContext context, Action<Utf8JsonWriter> data) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("code"u8, 200);
        writer.WriteString("msg"u8, "成功");
        writer.WriteStartObject("data"u8);
        data(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
