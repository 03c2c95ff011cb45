using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Pipeline.Normalise.Feeds;

/// <summary>信用风险等级: A 低, B 一般, C 较高, D 高 (国市监信发〔2022〕6号).</summary>
public sealed record CreditGradeRow(string Uscc, string Grade, DateOnly? GradedOn, string? Basis) : FeedRow
{
    public override void Write(IColumnWriter to)
    {
        to.Text(Uscc);
        to.Text(Grade);
        to.Date(GradedOn);
        to.Text(Basis);
    }
}

public sealed class CreditGradeNormaliser : IFeedNormaliser
{
    private static readonly FeedSchema Schema = FeedSchemas.CreditGrade;
    private static readonly int Code = Schema["credentialCode"], Grade = Schema["grade"], GradedOn = Schema["gradedOn"], Basis = Schema["basis"];

    public Feed Feed => Feed.CreditGrade;

    public IReadOnlyList<string> Columns { get; } = ["uscc", "grade", "graded_on", "basis"];

    public Normalised Normalise(string area, RawRow row, Findings findings)
    {
        var read = new RowReader(Schema, row, findings);
        var uscc = read.Uscc(Code);
        var grade = read.Code(Grade);
        if (grade is not ("A" or "B" or "C" or "D"))
        {
            read.Fail(ReasonCodes.GradeUnknown, Grade, grade, "信用等级不是 A、B、C、D 之一");
        }

        var gradedOn = read.Date(GradedOn);
        return read.Defect is { } defect
            ? defect
            : new CreditGradeRow(uscc ?? "", grade ?? "", gradedOn, read.Text(Basis)).WithEnvelope(read, row);
    }
}
