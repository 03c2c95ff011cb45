using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Runs;
using Hangfire;

namespace Gateway.Pipeline.Scheduling.Jobs;

/// <summary>
/// Says which receipts are outstanding, and has those that are due asked for at once. When one is due is the batch's own schedule, up to
/// the age at which it is parked as a finding: this asks none before its time.
/// </summary>
public sealed class ReceiptsJob(OpenReceiptStore receipts, DeliverySignal signal)
{
    [JobDisplayName("{0}")]
    public async Task<JobReport> RunAsync(string title, CancellationToken cancellationToken)
    {
        var open = await receipts.ReadAsync(cancellationToken);
        signal.Set();
        return JobReport.Done(open.Count == 0
            ? "没有待回执的批次"
            : "待回执：" + string.Join("；", open.Select(x => $"{x.Target} {x.Batches} 批，最早接收于 {ChinaTime.Of(x.Oldest):MM-dd HH:mm}")));
    }
}
