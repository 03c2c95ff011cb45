using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Normalise.Values;

namespace Gateway.Pipeline.Normalise.Feeds;

/// <summary>工作计划 already in the platform; the quantity's text is kept beside what could be read from it.</summary>
public sealed record PlanRow : FeedRow
{
    public string? PlanCode { get; init; }
    public required string PlanName { get; init; }
    public string? LeadDeptCode { get; init; }
    public string? LeadDeptName { get; init; }
    public string? JoinDepts { get; init; }
    public string? MatterCodes { get; init; }
    public string? SubjectScope { get; init; }
    public string? QuantityReceived { get; init; }
    public required CheckQuantityReading Quantity { get; init; }
    public DateOnly? StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }
    public string? PlanYear { get; init; }
    public string? State { get; init; }

    public override void Write(IColumnWriter to)
    {
        to.Text(PlanCode);
        to.Text(PlanName);
        to.Text(LeadDeptCode);
        to.Text(LeadDeptName);
        to.Text(JoinDepts);
        to.Text(MatterCodes);
        to.Text(SubjectScope);
        to.Text(QuantityReceived);
        to.Number(Quantity.Number?.Least);
        to.Number(Quantity.Number?.Most);
        to.Number(Quantity.Ratio?.Least);
        to.Number(Quantity.Ratio?.Most);
        to.Number(Quantity.Frequency?.Times.Most);
        to.Date(StartsOn);
        to.Date(EndsOn);
        to.Text(PlanYear);
        to.Text(State);
    }
}

public sealed class PlanNormaliser : IFeedNormaliser
{
    private static readonly FeedSchema Schema = FeedSchemas.Plan;

    public Feed Feed => Feed.Plan;

    public IReadOnlyList<string> Columns { get; } =
    [
        "plan_code", "plan_name", "lead_dept_code", "lead_dept_name", "join_depts", "matter_codes", "subject_scope", "quantity_received",
        "quantity_min", "quantity_max", "ratio_min", "ratio_max", "frequency", "starts_on", "ends_on", "plan_year", "state",
    ];

    public Normalised Normalise(string area, RawRow row, Findings findings)
    {
        var read = new RowReader(Schema, row, findings);
        var name = read.Name(Schema["planName"]);
        var startsOn = read.Date(Schema["startsOn"]);
        var endsOn = read.Date(Schema["endsOn"]);
        if (read.Defect is { } defect)
        {
            return defect;
        }

        var quantity = CheckQuantity.Read(read.Raw(Schema["checkQuantity"]));
        if (quantity.Verdict is CheckQuantityVerdict.Unparsed or CheckQuantityVerdict.Several)
        {
            findings.Add(IssueClasses.Standard, "quantity_unparsed", "检查数量（比例、频次）", "检查数量的文字无法完整识别，原文保留", read.Raw(Schema["checkQuantity"]));
        }

        return new PlanRow
        {
            PlanCode = read.Code(Schema["planCode"]),
            PlanName = name,
            LeadDeptCode = read.Department(Schema["leadDeptCode"]),
            LeadDeptName = read.Text(Schema["leadDeptName"]),
            JoinDepts = read.Raw(Schema["joinDepts"]),
            MatterCodes = read.Raw(Schema["matterCodes"]),
            SubjectScope = read.Text(Schema["subjectScope"]),
            QuantityReceived = read.Raw(Schema["checkQuantity"]),
            Quantity = quantity,
            StartsOn = startsOn,
            EndsOn = endsOn,
            PlanYear = read.Code(Schema["planYear"]),
            State = read.Code(Schema["state"]),
        }.WithEnvelope(read, row);
    }
}
