namespace Gateway.Adapters.Sources;

/// <summary>A source whose platform is told what became of a read: files are put away, a position is acknowledged.</summary>
public interface ISettlingSource : ISource
{
    /// <summary>
    /// Told after the run has ended and was committed, never before. A process that dies before it leaves the same to the next run, which
    /// changes nothing; it may come twice.
    /// </summary>
    /// <param name="read">What became of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Failures.TransientFailure">The platform can't be told now; the next run tells it.</exception>
    /// <exception cref="Failures.PermanentFailure">The platform refuses for good.</exception>
    Task SettleAsync(SettledRead read, CancellationToken cancellationToken);
}

/// <summary>A source that takes what was laid ready for it, such as files: what lies there says how it is to be read.</summary>
public interface IConsumingSource : ISettlingSource
{
    /// <summary>How what lies ready is to be read. It may answer otherwise than wanted: a new whole set is read in full, changes are not.</summary>
    /// <param name="wanted">What the pipeline would do.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Failures.TransientFailure">The platform can't be read now.</exception>
    /// <exception cref="Failures.PermanentFailure">The platform refuses for good.</exception>
    Task<PullMode> ModeAsync(PullRequest wanted, CancellationToken cancellationToken);
}

/// <summary>What became of a read.</summary>
/// <param name="Request">As it was asked for.</param>
/// <param name="Taken">Whether all that was yielded counts; otherwise it stays where it is.</param>
/// <param name="Reached">Where the read ended; <see langword="null"/> where it had no rows.</param>
/// <param name="Refused">Rows that were set aside, as far as they are kept: <see cref="MostRefused"/>.</param>
/// <param name="RefusedRows">How many there were.</param>
public sealed record SettledRead(PullRequest Request, bool Taken, FeedCursor? Reached, IReadOnlyList<RefusedRow> Refused, long RefusedRows)
{
    /// <summary>More are counted, not kept.</summary>
    public const int MostRefused = 10_000;
}

/// <summary>A row that was set aside.</summary>
/// <param name="Origin"><see cref="RawRow.Origin"/>.</param>
/// <param name="Place"><see cref="RawRow.Place"/>.</param>
/// <param name="Field">The field, in Chinese.</param>
/// <param name="ValueMasked">Its value, personal data masked.</param>
/// <param name="Reason">Chinese.</param>
public sealed record RefusedRow(string Origin, int Place, string Field, string? ValueMasked, string Reason);

/// <summary>Something about what was laid ready that is worth a finding: a number left out, a file that never became whole.</summary>
/// <param name="Problem">Stable code.</param>
/// <param name="About">What it is about.</param>
/// <param name="Message">Chinese.</param>
/// <param name="IsLate">Whether it is a matter of time rather than of form.</param>
public sealed record SourceFinding(string Problem, string About, string Message, bool IsLate);
