using System.Text.Json;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Publicity;

/// <summary>Withdrawals, one call an item; the same again answers the same.</summary>
internal sealed class PublicityWithdrawals(PublicityOptions options, PublicityCall call)
{
    /// <summary>Withdraws the members of a batch. What is still being processed makes the whole batch come again.</summary>
    public async Task<PushOutcome> WithdrawAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        using var payload = PublicityPayload.Read(batch);
        List<RowVerdict> verdicts = [];
        var processing = 0;
        foreach (var item in PublicityPayload.Items(payload))
        {
            var verdict = await OneAsync(item.TextOf(PublicityPayload.Id) ?? "", Bytes(item), cancellationToken);
            processing += verdict is null ? 1 : 0;
            verdicts.AddRange(verdict is null ? [] : [verdict]);
        }

        return processing == 0 ? new PushOutcome.Answered(verdicts) : throw StillProcessing(processing);
    }

    /// <summary>Before a correction: withdraws what is published of the batch's items.</summary>
    public async Task ClearTheWayAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        using var payload = PublicityPayload.Read(batch);
        foreach (var item in PublicityPayload.Items(payload))
        {
            var id = item.TextOf(options.Columns[PublicityPayload.Id]) ?? "";
            var verdict = await OneAsync(id, Correction(id), cancellationToken);
            if (verdict is null)
            {
                throw StillProcessing(1);
            }

            if (verdict.Kind != VerdictKind.Withdrawn)
            {
                throw new TransientFailure("withdraw_" + verdict.Code, $"更正前的撤销未被确认（{verdict.Code}）：{verdict.Message}", answerLost: true);
            }
        }
    }

    private byte[] Correction(string id) => WireJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString(PublicityPayload.Id, id);
        writer.WriteString("reason", options.CorrectionReason);
        writer.WriteString("basis", options.CorrectionBasis);
        writer.WriteEndObject();
    });

    private static byte[] Bytes(JsonElement item) => WireJson.Write(item.WriteTo);

    private static TransientFailure StillProcessing(int items) =>
        new("still_processing", $"对方仍在处理其中 {items} 条，暂不能撤销");

    // Nothing is published under an unknown or rejected id: what was asked for is so.
    private async Task<RowVerdict?> OneAsync(string id, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var answer = await call.PostAsync(PeerAddress.Join(options.BaseAddress!, options.Paths.Withdraw), body, cancellationToken);
        using var json = answer.ReadJson();
        if (json.RootElement.TextOf("state") == "WITHDRAWN")
        {
            return new RowVerdict(id, VerdictKind.Withdrawn, "0", "");
        }

        var code = json.RootElement.TextOf("code") ?? $"http_{(int)answer.Status}";
        var words = PublicityPayload.WordsOf(json.RootElement);
        return code switch
        {
            _ when options.Codes.WithdrawProcessing.Contains(code) => null,
            _ when options.Codes.WithdrawUnknown.Contains(code) => new RowVerdict(id, VerdictKind.Withdrawn, code, "对方没有该记录"),
            _ when options.Codes.WithdrawRejected.Contains(code) => new RowVerdict(id, VerdictKind.Withdrawn, code, "该记录未曾公示"),
            _ => new RowVerdict(id, (int)answer.Status == 400 ? VerdictKind.Rejected : VerdictKind.Unknown, code, words),
        };
    }
}
