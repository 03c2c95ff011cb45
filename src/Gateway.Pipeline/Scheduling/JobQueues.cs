namespace Gateway.Pipeline.Scheduling;

/// <summary>Names stored in the scheduler's tables. Each queue has a server of its own: bulk work never holds up the rest.</summary>
public static class JobQueues
{
    /// <summary>Long reads.</summary>
    public const string Bulk = "bulk";

    /// <summary>Short work that others wait for.</summary>
    public const string Urgent = "urgent";
}
