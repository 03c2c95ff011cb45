using Gateway.Adapters.Failures;
using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline.Delivery;

internal static partial class DeliveryLog
{
    public static void Recorded(ILogger log, HeldBatch batch, AttemptRecord record) =>
        Recorded(log, batch.Target, batch.Area, batch.Push.Stamp.BatchNo, record.Step, record.Outcome, batch.Members.Count, record.Next.GetType().Name);

    public static void Failed(ILogger log, Exception failure, HeldBatch batch, string step)
    {
        var (code, bug) = failure switch
        {
            TransientFailure passing => (passing.Code, null),
            PermanentFailure final => (final.Code, null),
            _ => (failure.GetType().Name, failure),
        };
        Failed(log, bug, batch.Target, batch.Area, batch.Push.Stamp.BatchNo, step, code, batch.Attempts + 1);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Target} {Area} 批次 {BatchNo} {Step}：{Outcome}，{Deliveries} 条，之后 {Next}")]
    private static partial void Recorded(
        ILogger log, string target, string area, string batchNo, string step, string outcome, int deliveries, string next);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Target} {Area} 批次 {BatchNo} {Step} 失败：{Code}（第 {Attempt} 次）")]
    private static partial void Failed(
        ILogger log, Exception? failure, string target, string area, string batchNo, string step, string code, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Target} 批次 {BatchNo} 已由另一进程接管，本进程的结果作废")]
    public static partial void TakenOver(ILogger log, string target, string batchNo);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Target} 的推送中断，将在下一轮继续")]
    public static partial void LaneBroke(ILogger log, Exception failure, string target);

    [LoggerMessage(Level = LogLevel.Error, Message = "查找待推送数据失败，将在下一轮重试")]
    public static partial void SweepBroke(ILogger log, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "持有的批次未能续期，稍后再试")]
    public static partial void NotRenewed(ILogger log, Exception failure);
}
