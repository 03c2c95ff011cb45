namespace Gateway.Contracts;

/// <summary>The places of the exchange envelope in every row. Source: the 库表交换 convention cd_id/cd_time/cd_source/cd_batch/cd_operation.</summary>
public static class Envelope
{
    /// <summary>What identifies the record over all its changes (<c>record_unique_identity</c>).</summary>
    public const int Identity = 0;

    /// <summary>What names one change (<c>cd_id</c>).</summary>
    public const int ChangeId = 1;

    /// <summary>When the change was made, Asia/Shanghai (<c>cd_time</c>).</summary>
    public const int ChangedAt = 2;

    /// <summary>Region or department that sent it (<c>cd_source</c>).</summary>
    public const int Source = 3;

    /// <summary>Batch number, yyyyMMdd and five digits (<c>cd_batch</c>).</summary>
    public const int Batch = 4;

    /// <summary><c>i</c>, <c>u</c> or <c>d</c> (<c>cd_operation</c>); absent means insert or update.</summary>
    public const int Operation = 5;

    /// <summary>How many envelope fields there are: business fields begin at this place.</summary>
    public const int Count = 6;

    internal static FeedField[] Fields { get; } =
    [
        new("identity", "记录唯一标识"), new("changeId", "变更编号"), new("changedAt", "变更时间"),
        new("source", "来源"), new("batch", "批次"), new("operation", "操作"),
    ];
}
