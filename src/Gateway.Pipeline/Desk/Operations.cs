namespace Gateway.Pipeline.Desk;

/// <summary>States of an operation: names stored in the database.</summary>
public static class OperationStates
{
    public const string Frozen = "frozen";
    public const string Trial = "trial";
    public const string Tried = "tried";
    public const string Running = "running";
    public const string Paused = "paused";
    public const string Cancelled = "cancelled";
    public const string Done = "done";

    public static string Chinese(string state) => state switch
    {
        Frozen => "已选定，未开始",
        Trial => "试发一条",
        Tried => "试发成功，等待继续",
        Running => "进行中",
        Paused => "已暂停",
        Cancelled => "已取消",
        Done => "已完成",
        _ => state,
    };
}

/// <summary>An operation and how far it is.</summary>
/// <param name="Placed">On the way: placed again, without an end yet.</param>
public sealed record DeskOperation(
    long Id, string State, string Title, string? Note, int PerMinute, bool GoesOn, string CreatedBy, DateTimeOffset CreatedAt, string ChangedBy,
    DateTimeOffset ChangedAt, long Waiting, long Placed, long Succeeded, long Failed, long Skipped)
{
    public long Items => Waiting + Placed + Succeeded + Failed + Skipped;
}

/// <summary>One frozen delivery.</summary>
public sealed record DeskItem(
    int Place, long DeliveryId, string Target, string Area, string Kind, string DocId, int Version, string Shown, string State, long? PlacedId, string? Why);

/// <summary>What an operator may press.</summary>
public enum DeskPress
{
    Start,
    GoOn,
    Pause,
    Cancel,
}

/// <summary>Which press is possible in which state, and where it leads. Pure.</summary>
public static class PressRules
{
    public static string? After(string state, DeskPress press) => press switch
    {
        DeskPress.Start => state is OperationStates.Frozen ? OperationStates.Trial : null,
        DeskPress.GoOn => state is OperationStates.Tried or OperationStates.Paused ? OperationStates.Running : null,
        DeskPress.Pause => state is OperationStates.Trial or OperationStates.Running ? OperationStates.Paused : null,
        DeskPress.Cancel => state is OperationStates.Done or OperationStates.Cancelled ? null : OperationStates.Cancelled,
    };

    public static string Chinese(DeskPress press) => press switch
    {
        DeskPress.Start => "试发一条",
        DeskPress.GoOn => "继续",
        DeskPress.Pause => "暂停",
        DeskPress.Cancel => "取消",
    };
}
