using Gateway.Pipeline.Delivery;
using Hangfire;

namespace Gateway.Pipeline.Scheduling.Jobs;

/// <summary>
/// Lets an operator have deliveries looked after at once. The runner of every process does it all the time by itself: this
/// wakes it and does no delivering of its own.
/// </summary>
public sealed class WakeDeliveryJob(DeliverySignal signal)
{
    [JobDisplayName("{0}")]
    public Task<JobReport> RunAsync(string title, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        signal.Set();
        return Task.FromResult(JobReport.Done("已通知推送程序检查待推送的数据"));
    }
}
