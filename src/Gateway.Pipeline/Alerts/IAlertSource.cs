namespace Gateway.Pipeline.Alerts;

/// <summary>A stage that knows of something operators are to be told.</summary>
public interface IAlertSource
{
    /// <summary>What holds at this moment.</summary>
    Task<IReadOnlyList<AlertCondition>> ReadAsync(CancellationToken cancellationToken);
}
