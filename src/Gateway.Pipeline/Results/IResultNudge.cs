namespace Gateway.Pipeline.Results;

/// <summary>Tells whoever delivers that there is something new. A lost nudge costs a sweep interval, never a result.</summary>
public interface IResultNudge
{
    Task ResultsStoredAsync(string area, CancellationToken cancellationToken);
}

/// <summary>Subjects and inspectors of stored results that the pulled directory does not know: findings, not errors.</summary>
public interface IDirectoryFindings
{
    /// <summary>Called inside the transaction that stores them.</summary>
    Task NoteAsync(
        Npgsql.NpgsqlConnection connection, Npgsql.NpgsqlTransaction transaction, string area,
        IReadOnlyList<Contracts.Results.InspectionResult> stored, CancellationToken cancellationToken);
}
