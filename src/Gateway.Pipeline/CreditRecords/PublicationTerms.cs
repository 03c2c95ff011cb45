using Gateway.Contracts.CreditRecords;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>How long penalties of a severity are public.</summary>
/// <param name="Published">Whether they are published at all.</param>
/// <param name="MinMonths">No credit repair before so many months after the decision.</param>
/// <param name="MaxMonths">Publication ends so many months after the decision at the latest.</param>
public sealed record PublicationTerm(bool Published, int MinMonths, int MaxMonths);

/// <summary>
/// Terms of publication by severity. The defaults are those of 《信用修复管理办法》 (发改委令第36号, in force 2026-04-01). Months are counted from
/// the day of the decision; the last day is public. Pure.
/// </summary>
public sealed class PublicationTerms(IReadOnlyDictionary<Severity, PublicationTerm> terms)
{
    public static PublicationTerms Default { get; } = new(new Dictionary<Severity, PublicationTerm>
    {
        [Severity.Minor] = new(Published: false, 0, 3),
        [Severity.General] = new(Published: true, 3, 12),
        [Severity.Serious] = new(Published: true, 12, 36),
    });

    public PublicationTerm Of(Severity severity) => terms[severity];

    public bool IsPublished(Severity? severity) => severity is not { } grave || terms[grave].Published;

    /// <summary>The last public day: what the organ states, but no later than its severity allows; <see langword="null"/>: no end.</summary>
    public DateOnly? EndOf(Severity? severity, DateOnly decidedOn, DateOnly? stated)
    {
        if (severity is not { } grave)
        {
            return stated;
        }

        var latest = decidedOn.AddMonths(terms[grave].MaxMonths);
        return stated < latest ? stated : latest;
    }

    /// <summary>The first day on which a credit repair may end the publication.</summary>
    public DateOnly RepairableFrom(Severity? severity, DateOnly decidedOn) =>
        severity is { } grave ? decidedOn.AddMonths(terms[grave].MinMonths) : decidedOn;
}
