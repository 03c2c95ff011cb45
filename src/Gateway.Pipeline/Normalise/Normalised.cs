namespace Gateway.Pipeline.Normalise;

/// <summary>What became of a row: a record, or the first reason why it can't be one.</summary>
public readonly record struct Normalised(FeedRow? Row, Defect? Defect)
{
    public static implicit operator Normalised(FeedRow row) => new(row, null);

    public static implicit operator Normalised(Defect defect) => new(null, defect);
}

/// <summary>Why a row goes to quarantine.</summary>
/// <param name="Reason">One of <see cref="Contracts.ReasonCodes"/>.</param>
/// <param name="Field">The field's Chinese label.</param>
/// <param name="ValueMasked">The value, personal data masked.</param>
/// <param name="Message">Chinese, for operators.</param>
public sealed record Defect(string Reason, string Field, string? ValueMasked, string Message);
