using System.Text.Json;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Json;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Rest.Sinks;

/// <summary>
/// Where a platform knows no correction: what stands there is withdrawn before the batch is sent. A row that the platform does not know needs
/// no withdrawal; one that it refuses to withdraw makes the batch come again.
/// </summary>
internal sealed class CorrectionWithdrawal(BatchCalls withdraw, WithdrawOptions options)
{
    /// <exception cref="TransientFailure">Not all is withdrawn: nothing may be sent yet.</exception>
    public async Task ClearTheWayAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var rows = WithdrawnRows(batch);
        var outcome = await withdraw.SendAsync(
            new PushBatch(batch.Stamp, DeliveryOperation.Withdraw, rows, batch.WireIds), cancellationToken);
        var refused = outcome switch
        {
            PushOutcome.Answered answered => Refused(batch, answered.Verdicts),
            PushOutcome.RefusedWhole whole => (whole.Code, whole.Message),
            _ => ("no_outcome", "没有结果"),
        };
        if (refused is ({ } code, { } message))
        {
            throw new TransientFailure("withdraw_" + code, $"更正前的撤回未被确认（{code}）：{message}", answerLost: true);
        }
    }

    private static (string Code, string Message)? Refused(PushBatch batch, IReadOnlyList<RowVerdict> verdicts)
    {
        foreach (var id in batch.WireIds)
        {
            var verdict = verdicts.FirstOrDefault(verdict => verdict.WireId == id);
            if (verdict?.Kind is not (VerdictKind.Withdrawn or VerdictKind.Accepted))
            {
                return (verdict?.Code ?? "no_verdict", verdict?.Message ?? "没有逐条结果");
            }
        }

        return null;
    }

    private byte[] WithdrawnRows(PushBatch batch)
    {
        using var payload = JsonDocument.Parse(batch.Payload);
        return WireJson.Write(writer =>
        {
            writer.WriteStartArray();
            foreach (var row in payload.RootElement.EnumerateArray())
            {
                writer.WriteStartObject();
                foreach (var (column, rule) in options.Columns)
                {
                    writer.WriteString(column, rule.From switch
                    {
                        ["reason"] => options.CorrectionReason,
                        ["basis"] => options.CorrectionBasis,
                        _ => VerdictReader.TextOf(row, column) ?? "",
                    });
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }
}
