using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Pipeline.Normalise.Feeds;

/// <summary>抽查任务; departments and code lists are kept as the JSON received.</summary>
public sealed record TaskRow(
    string TaskCode, string TaskName, string? LeadDept, string? JoinDepts, string? MatterCodes, string? SubjectCodes, DateOnly? StartsOn,
    DateOnly? EndsOn, string? CheckWay) : FeedRow
{
    public override void Write(IColumnWriter to)
    {
        to.Text(TaskCode);
        to.Text(TaskName);
        to.Text(LeadDept);
        to.Text(JoinDepts);
        to.Text(MatterCodes);
        to.Text(SubjectCodes);
        to.Date(StartsOn);
        to.Date(EndsOn);
        to.Text(CheckWay);
    }
}

public sealed class TaskNormaliser : IFeedNormaliser
{
    private static readonly FeedSchema Schema = FeedSchemas.Task;

    public Feed Feed => Feed.Task;

    public IReadOnlyList<string> Columns { get; } =
        ["task_code", "task_name", "lead_dept", "join_depts", "matter_codes", "subject_codes", "starts_on", "ends_on", "check_way"];

    public Normalised Normalise(string area, RawRow row, Findings findings)
    {
        var read = new RowReader(Schema, row, findings);
        var name = read.Name(Schema["taskName"]);
        var startsOn = read.Date(Schema["startsOn"]);
        var endsOn = read.Date(Schema["endsOn"]);
        return read.Defect is { } defect
            ? defect
            : new TaskRow(
                read.Code(Schema["taskCode"]) ?? row.Values[Envelope.Identity] ?? "", name, read.Raw(Schema["leadDept"]),
                read.Raw(Schema["joinDepts"]), read.Raw(Schema["matterCodes"]), read.Raw(Schema["subjectCodes"]), startsOn, endsOn,
                read.Text(Schema["checkWay"])).WithEnvelope(read, row);
    }
}
