using Gateway.Contracts.Results;

namespace Gateway.Contracts.CreditRecords;

/// <summary>What penalties and licences (双公示) have in common: a decision of an organ about a party, published for a time.</summary>
public interface ICreditRecord
{
    /// <summary>At most 40 of <c>A-Za-z0-9._-</c>; unique in its area and kind. Chosen.</summary>
    string? Id { get; }

    /// <summary>From 1; a correction has a higher one, gaps allowed. Chosen.</summary>
    int? Version { get; }

    /// <summary>GB/T 2260, six digits; must be the caller's own.</summary>
    string? Area { get; }

    /// <summary>行政相对人.</summary>
    RecordParty? Party { get; }

    /// <summary>决定书文号.</summary>
    string? DocumentNo { get; }

    /// <summary>Day of the decision: the term of seven working days begins after it.</summary>
    DateOnly? DecidedOn { get; }

    /// <summary>The organ that decided.</summary>
    ResultDepartment? Organ { get; }

    /// <summary>公示截止期 that the organ states, the last day of publication; the law may set an earlier one.</summary>
    DateOnly? PublicUntil { get; }

    /// <summary>不予公示审批, if any.</summary>
    ResultExemption? Exemption { get; }

    /// <summary>Who entered it.</summary>
    string? EnteredBy { get; }

    /// <summary>When it was entered, RFC 3339; without an offset it is read as +08:00.</summary>
    DateTimeOffset? EnteredAt { get; }
}
