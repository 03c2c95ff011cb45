using System.Text.Json.Nodes;
using Gateway.Pipeline.Results;

namespace Gateway.Pipeline.Desk;

/// <summary>A field that is to change.</summary>
/// <param name="Field">JSON pointer.</param>
/// <param name="Value">The new value; <see langword="null"/> takes the field away.</param>
public sealed record FieldChange(string Field, JsonNode? Value);

/// <summary>What changed, masked.</summary>
public sealed record FieldDiff(string Field, string? Before, string? After);

/// <summary>A proposal and what became of it.</summary>
public sealed record DeskCorrection(
    long Id, string Area, string ResultId, int BaseVersion, string State, string Reason, IReadOnlyList<FieldDiff> Diff, string ProposedBy,
    DateTimeOffset ProposedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Decision, string? Outcome)
{
    public static string Chinese(string state) => state switch
    {
        "proposed" => "待第二人审批",
        "declined" => "未批准",
        "approved" => "已批准，入库中",
        "stored" => "已按新版本送入",
        "refused" => "已批准，但未能入库",
        _ => state,
    };
}

/// <summary>What a proposal or a decision led to.</summary>
public abstract record CorrectionOutcome
{
    private CorrectionOutcome()
    {
    }

    public sealed record Done(DeskCorrection Correction) : CorrectionOutcome;

    public sealed record Refused(string Why, IReadOnlyList<ResultProblem> Problems) : CorrectionOutcome;
}

/// <summary>A stored result as the desk shows it: masked, a line a field.</summary>
public sealed record EditableResult(string Area, string ResultId, int Version, IReadOnlyList<KeyValuePair<string, string>> Fields);
