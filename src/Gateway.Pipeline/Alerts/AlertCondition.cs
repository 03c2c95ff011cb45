namespace Gateway.Pipeline.Alerts;

/// <summary>Kinds of alert: names stored in the database and sent out.</summary>
public static class AlertKinds
{
    /// <summary>Results are past their legal term at a target.</summary>
    public const string Late = "deadline.late";

    /// <summary>Results will be, by the measured pace or because little is left.</summary>
    public const string AtRisk = "deadline.at_risk";

    /// <summary>Status messages don't go out.</summary>
    public const string StatusStuck = "status.stuck";

    /// <summary>Changed configuration files are not taken.</summary>
    public const string AdaptersRefused = "adapters.refused";

    /// <summary>A certificate ends soon, or has.</summary>
    public const string CertificateEnds = "certificate.ends";
}

/// <summary>Something that holds at this moment. One a kind, target and area, never one a record.</summary>
/// <param name="Subjects">How many are concerned.</param>
/// <param name="Words">Chinese, for operators; no personal data.</param>
public sealed record AlertCondition(string Kind, string Target, string Area, long Subjects, string Words);

/// <summary>An alert that has not ended.</summary>
/// <param name="RaisedAt"><see langword="null"/>: seen, but not for long enough to tell anyone.</param>
/// <param name="NoticedAt">The last notice.</param>
/// <param name="MissingSince">Its condition does not hold any more since.</param>
public sealed record OpenAlert(
    long AlertId, string Kind, string Target, string Area, long Subjects, string Words, DateTimeOffset SeenAt, DateTimeOffset? RaisedAt,
    DateTimeOffset? NoticedAt, DateTimeOffset? MissingSince);
