using System.Text.Json;
using Gateway.Adapters.Http;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>The push of rows, the same for every service: compose, send, read the receipts.</summary>
internal sealed class ExchangePush(ExchangeRestOptions options, ExchangeSession session, string sid)
{
    public static byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => WireJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("cd_batch", stamp.BatchNo);
        writer.WriteStartArray("rows");
        WireJson.WriteRows(writer, rows);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    public async Task<PushOutcome> SendAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var address = PeerAddress.Join(options.BaseAddress!, options.ProxyPath);
        var answer = await session.CallAsync(sid, CallKind.Push, () => JsonRequest.Post(address, batch.Payload), peer => Read(peer, batch), cancellationToken);
        return session.IsSuccess(answer)
            ? new PushOutcome.Answered([.. answer.Receipts.Select(receipt => Verdict(receipt, batch.Operation))])
            : new PushOutcome.RefusedWhole(answer.Code!, answer.Message);
    }

    private RowVerdict Verdict(ReceiptRow receipt, DeliveryOperation operation)
    {
        var kind = receipt.Code switch
        {
            _ when options.Answers.RowTaken.Contains(receipt.Code) =>
                operation == DeliveryOperation.Withdraw ? VerdictKind.Withdrawn : VerdictKind.Accepted,
            _ when options.Answers.RowRefused.Contains(receipt.Code) => VerdictKind.Rejected,
            _ => VerdictKind.Unknown,
        };
        return new RowVerdict(receipt.Identity, kind, receipt.Code, receipt.Message);
    }

    private PushAnswer Read(PeerAnswer peer, PushBatch batch)
    {
        var answer = DocumentAnswer.Read(peer);
        if (answer.Code is null || !options.Answers.Success.Contains(answer.Code))
        {
            return new PushAnswer(answer.Code, answer.Message, []);
        }

        if (answer.Data.TextOf("cd_batch") is { } other && other != batch.Stamp.BatchNo)
        {
            throw peer.Unreadable("other_batch", $"对方应答的是另一批次（{other}）的回执");
        }

        var receipts = answer.Data.ListOf("receipts") ?? throw peer.Unreadable("no_receipts", "对方应答成功但没有逐条回执");
        return new PushAnswer(answer.Code, answer.Message, [.. receipts.Select(ReceiptRow.Read)]);
    }

    private sealed record PushAnswer(string? Code, string Message, IReadOnlyList<ReceiptRow> Receipts) : ExchangeAnswer(Code, Message);

    private sealed record ReceiptRow(string Identity, string Code, string Message)
    {
        public static ReceiptRow Read(JsonElement receipt) => new(
            receipt.TextOf("record_unique_identity") ?? "",
            receipt.TextOf("code") ?? "",
            receipt.TextOf("message") ?? "");
    }
}
