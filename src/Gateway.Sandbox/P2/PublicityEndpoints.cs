using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P2;

/// <summary>Profile 2, publicity: batches with receipts that come later, withdrawal, ledger.</summary>
internal sealed class PublicityEndpoints(PublicityDoor door, PublicityLedger ledger)
{
    private const int LargestBatch = 200;
    private const int PageSize = 100;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/p2/spotcheck/batch", context => BehindDoorAsync(context, BatchAsync));
        app.MapGet("/p2/spotcheck/receipt", context => BehindDoorAsync(context, ReceiptAsync));
        app.MapPost("/p2/spotcheck/withdraw", context => BehindDoorAsync(context, WithdrawAsync));
        app.MapGet("/p2/spotcheck/ledger", context => BehindDoorAsync(context, LedgerAsync));
    }

    private Task BehindDoorAsync(HttpContext context, Func<HttpContext, Task> answer) =>
        door.MayPass(context.Request) ? answer(context) : FailAsync(context, StatusCodes.Status401Unauthorized, "401", "签名错误或随机数重复");

    private async Task BatchAsync(HttpContext context)
    {
        using var body = await JsonAnswer.ReadAsync(context);
        if (body is not { RootElement.ValueKind: JsonValueKind.Object } || new RowReader(body.RootElement).Optional("batchNo") is not { Length: > 0 } batchNo
            || !body.RootElement.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array
            || items.GetArrayLength() is 0 or > LargestBatch || items.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object))
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, "400", "请求体错误：batchNo 与 1 至 200 个 items");
            return;
        }

        if (!ledger.Receive(batchNo, items))
        {
            await FailAsync(context, StatusCodes.Status409Conflict, "409", "批次号已使用，内容不一致");
            return;
        }

        await JsonAnswer.WriteAsync(context, StatusCodes.Status202Accepted, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("batchNo"u8, batchNo);
            writer.WriteString("state"u8, "RECEIVED");
            writer.WriteEndObject();
        });
    }

    private Task ReceiptAsync(HttpContext context)
    {
        var batchNo = context.Request.Query["batchNo"].ToString();
        if (batchNo.Length == 0)
        {
            return FailAsync(context, StatusCodes.Status400BadRequest, "400", "batchNo 缺失");
        }

        if (ledger.Find(batchNo) is not { } batch)
        {
            return FailAsync(context, StatusCodes.Status404NotFound, "404", "批次不存在");
        }

        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("batchNo"u8, batchNo);
            writer.WriteString("state"u8, batch.Receipt is null ? "PROCESSING" : "DONE");
            writer.WriteStartArray("items"u8);
            foreach (var item in batch.Receipt ?? [])
            {
                WriteItem(writer, item);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void WriteItem(Utf8JsonWriter writer, ItemReceipt item)
    {
        writer.WriteStartObject();
        writer.WriteString("CCJCID"u8, item.Id);
        writer.WriteString("state"u8, item.State);
        writer.WriteString("code"u8, item.Code);
        writer.WriteString("msg"u8, item.Message);
        if (item.PublicDate is { } date)
        {
            writer.WriteString("publicDate"u8, date);
        }

        writer.WriteEndObject();
    }

    private async Task WithdrawAsync(HttpContext context)
    {
        using var body = await JsonAnswer.ReadAsync(context);
        var row = new RowReader(body?.RootElement ?? default);
        var id = row.Required("CCJCID");
        row.Required("reason");
        row.Required("basis");
        if (row.Faults.Count > 0)
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, "400", row.Faults[0].Reason);
            return;
        }

        switch (ledger.Withdraw(id))
        {
            case null:
                await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("state"u8, PublicityLedger.Withdrawn);
                    writer.WriteEndObject();
                });
                break;
            case "4041":
                await FailAsync(context, StatusCodes.Status404NotFound, "4041", "无此公示记录");
                break;
            case "4091":
                await FailAsync(context, StatusCodes.Status409Conflict, "4091", "仍在处理中");
                break;
            default:
                await FailAsync(context, StatusCodes.Status409Conflict, "4092", "该记录未公示（已驳回）");
                break;
        }
    }

    private Task LedgerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (!LedgerWindow.TryRead(query, "yyyy-MM-dd", "page", out var window))
        {
            return FailAsync(context, StatusCodes.Status400BadRequest, "400", "from、to 应为 yyyy-MM-dd，page 从 1 开始");
        }

        var (total, entries) = ledger.Page(window, PageSize, query["insAuth"].ToString());
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            LedgerRows.Write(writer, total, entries, "items", "CCJCID", "state");
            writer.WriteEndObject();
        });
    }

    private static Task FailAsync(HttpContext context, int status, string code, string message) => JsonAnswer.WriteAsync(context, status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("code"u8, code);
        writer.WriteString("message"u8, message);
        writer.WriteEndObject();
    });
}
