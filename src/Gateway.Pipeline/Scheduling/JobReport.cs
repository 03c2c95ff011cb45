namespace Gateway.Pipeline.Scheduling;

/// <summary>How an occurrence ended, in the operator's words. The scheduler shows it; what it means is said by <see cref="JobReportFilter"/>.</summary>
public sealed record JobReport(JobEnd End, string Text)
{
    public static JobReport Done(string text) => new(JobEnd.Done, text);

    public static JobReport Skipped(string text) => new(JobEnd.Skipped, text);

    public static JobReport Again(string text) => new(JobEnd.Again, text);

    public override string ToString() => Text;
}

public enum JobEnd
{
    Done,

    /// <summary>Somebody else is at it: this occurrence is not needed.</summary>
    Skipped,

    /// <summary>Somebody else is at it, but this occurrence must not fall out: it comes back in a few minutes.</summary>
    Again,
}

/// <summary>A job ended badly, in words for an operator; where in the program that was is of no use to anyone.</summary>
public sealed class JobFailed(string message) : Exception(message)
{
    public override string? StackTrace => null;

    public override string ToString() => Message;
}

/// <summary>A read waits for an operator's decision: nothing is broken, nothing was deleted.</summary>
public sealed class JobHeld(string message) : Exception(message)
{
    public override string? StackTrace => null;

    public override string ToString() => Message;
}
