using System.Text.Json;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P1;

/// <summary>A push: a batch of rows, each with a receipt of its own.</summary>
internal sealed class PushService(PushLedgers ledgers)
{
    private const int LargestBatch = 500;

    public async Task AnswerAsync(HttpContext context, PushKind kind)
    {
        using var body = await JsonAnswer.ReadAsync(context);
        if (Problem(body) is { } problem)
        {
            await ExchangeAnswer.FailAsync(context, ExchangeAnswer.Parameter, problem);
            return;
        }

        var batch = body!.RootElement.GetProperty("cd_batch").GetString();
        var receipts = ledgers.Take(kind, body.RootElement.GetProperty("rows"));
        await ExchangeAnswer.SucceedAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("cd_batch"u8, batch);
            writer.WriteStartArray("receipts"u8);
            foreach (var receipt in receipts)
            {
                writer.WriteStartObject();
                writer.WriteString("record_unique_identity"u8, receipt.Identity);
                writer.WriteString("code"u8, receipt.Code);
                writer.WriteString("message"u8, receipt.Message);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static string? Problem(JsonDocument? body)
    {
        if (body is not { RootElement.ValueKind: JsonValueKind.Object })
        {
            return "请求体不是JSON对象";
        }

        if (!body.RootElement.TryGetProperty("cd_batch", out var batch) || batch.ValueKind != JsonValueKind.String
            || !RowReader.IsDigits(batch.GetString() ?? "", 13))
        {
            return "cd_batch 应为日期加五位序号";
        }

        if (!body.RootElement.TryGetProperty("rows", out var rows) || rows.ValueKind != JsonValueKind.Array)
        {
            return "rows 应为数组";
        }

        return rows.GetArrayLength() is 0 or > LargestBatch ? "rows 应为1至500行"
            : rows.EnumerateArray().Any(row => row.ValueKind != JsonValueKind.Object) ? "rows 的元素应为对象"
            : null;
    }
}

/// <summary>What became of one row.</summary>
internal sealed record PushReceipt(string Identity, string Code, string Message);
