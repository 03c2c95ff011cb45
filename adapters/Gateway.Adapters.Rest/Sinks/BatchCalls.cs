using System.Text;
using System.Text.Json;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Json;
using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Templates;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Rest.Sinks;

/// <summary>Sends the rows of a batch by one call of the profile: the whole batch at once, or a call a row.</summary>
internal sealed class BatchCalls(RestPlatform platform, CallOptions options, VerdictReader verdicts, bool receipts)
{
    private readonly RestCall _call = new(platform, options, where => where.Receipts);

    public Task<PushOutcome> SendAsync(PushBatch batch, CancellationToken cancellationToken) =>
        options.PerRow ? OneByOneAsync(batch, cancellationToken) : WholeAsync(batch, cancellationToken);

    /// <summary>What a call about a batch may name.</summary>
    public static CallValues ValuesOf(RestPlatform platform, PushBatch batch) => new(platform.Values)
    {
        ["batchNo"] = batch.Stamp.BatchNo,
        ["batchTime"] = batch.Stamp.FormedAt,
        ["operation"] = Inspection.WireText.Operation(batch.Operation),
        ["count"] = (long)batch.WireIds.Count,
        ["rows"] = new RawJson(Encoding.UTF8.GetString(batch.Payload.Span)),
    };

    private async Task<PushOutcome> WholeAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var answer = await _call.PushAsync(ValuesOf(platform, batch), cancellationToken);
        if (answer.Outcome is Outcome.RefuseWhole or Outcome.NotKnown)
        {
            return new PushOutcome.RefusedWhole(answer.Code, answer.Message);
        }

        RefuseEmpty(answer);
        if (answer.Found[_call.Where.Batch] is { } other && other != batch.Stamp.BatchNo)
        {
            throw answer.Peer.Unreadable("other_batch", $"对方应答的是另一批次（{other}）");
        }

        if (receipts)
        {
            return new PushOutcome.Received();
        }

        var read = Verdicts(answer, batch);
        return read.Count > 0
            ? new PushOutcome.Answered(read)
            : throw answer.Peer.Unreadable("no_receipts", "对方应答成功但没有逐条结果");
    }

    // A row's own answer is its verdict; rows that were not asked for yet come again with the batch.
    private async Task<PushOutcome> OneByOneAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var rows = PayloadRows.Of(batch);
        List<RowVerdict> judged = [];
        for (var at = 0; at < rows.Count; at++)
        {
            var values = ValuesOf(platform, batch);
            (values["row"], values["id"]) = (new RawJson(rows[at]), batch.WireIds[at]);
            var answer = await PushAsync(values, later: at > 0, cancellationToken);
            RefuseEmpty(answer);
            judged.Add(answer.Outcome switch
            {
                Outcome.RefuseWhole => new RowVerdict(batch.WireIds[at], VerdictKind.Rejected, answer.Code, answer.Message),
                // Nothing is in force there under an id that the platform does not know: what a withdrawal asks for is so.
                Outcome.NotKnown when batch.Operation == DeliveryOperation.Withdraw =>
                    new RowVerdict(batch.WireIds[at], VerdictKind.Withdrawn, answer.Code, "对方没有该记录"),
                Outcome.NotKnown => new RowVerdict(batch.WireIds[at], VerdictKind.Unknown, answer.Code, answer.Message),
                _ => new RowVerdict(batch.WireIds[at], VerdictReader.Taken(batch.Operation), answer.Code, ""),
            });
        }

        return new PushOutcome.Answered(judged);
    }

    // Whatever happens to a later row, earlier ones are there already: the batch must be asked for before it is sent again.
    private async Task<RestAnswer> PushAsync(CallValues values, bool later, CancellationToken cancellationToken)
    {
        try
        {
            return await _call.PushAsync(values, cancellationToken);
        }
        catch (TransientFailure e) when (later && !e.AnswerLost)
        {
            throw new TransientFailure(e.Code, e.Message, answerLost: true, e.RetryAfter, e);
        }
    }

    // "No data" is an answer to a question; to a report it says nothing.
    private static void RefuseEmpty(RestAnswer answer)
    {
        if (answer.Outcome == Outcome.Empty)
        {
            throw answer.Peer.Unreadable("peer_" + answer.Code, $"对方对报送应答“没有数据”（{answer.Code}）：{answer.Message}");
        }
    }

    private IReadOnlyList<RowVerdict> Verdicts(RestAnswer answer, PushBatch batch)
    {
        try
        {
            return verdicts.Read(answer, _call.Where, batch);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw answer.Peer.Unreadable("truncated", "对方应答的逐条结果不是记录列表", e);
        }
    }
}

/// <summary>The stored bytes of a batch: an array of rows.</summary>
internal static class PayloadRows
{
    public static byte[] Compose(IReadOnlyList<WireRow> rows) => WireJson.WriteArray(rows);

    /// <summary>Every row as JSON text.</summary>
    public static IReadOnlyList<string> Of(PushBatch batch)
    {
        using var payload = JsonDocument.Parse(batch.Payload);
        return [.. payload.RootElement.EnumerateArray().Select(row => row.GetRawText())];
    }
}
