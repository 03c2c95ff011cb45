using System.Text.Json;
using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Rest.Sinks;

/// <summary>Asks for the receipt of a batch.</summary>
internal sealed class ReceiptCall(RestPlatform platform, ReceiptOptions options, VerdictReader verdicts)
{
    private readonly RestCall _call = new(platform, options.Call!, where => where.Receipts);

    public async Task<PushOutcome> AskAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var answer = await _call.ReadAsync(BatchCalls.ValuesOf(platform, batch), cancellationToken);
        if (answer.Outcome is Outcome.NotKnown or Outcome.RefuseWhole)
        {
            return new PushOutcome.NotKnown();
        }

        if (answer.Found[_call.Where.Batch] is { } other && other != batch.Stamp.BatchNo)
        {
            throw answer.Peer.Unreadable("other_batch", $"对方应答的是另一批次（{other}）的回执");
        }

        var state = answer.Found[_call.Where.State] ?? "";
        if (options.Running.Contains(state) || answer.Outcome == Outcome.Empty)
        {
            return new PushOutcome.Received();
        }

        if (options.Done.Count > 0 && !options.Done.Contains(state))
        {
            throw answer.Peer.Unreadable("bad_receipt", $"对方回执状态未知：{(state.Length == 0 ? "无" : state)}");
        }

        try
        {
            return new PushOutcome.Answered(verdicts.Read(answer, _call.Where, batch));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw answer.Peer.Unreadable("truncated", "对方回执的逐条结果不是记录列表", e);
        }
    }
}
