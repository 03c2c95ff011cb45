using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Normalise.Values;

namespace Gateway.Pipeline.Normalise.Feeds;

public sealed class MatterNormaliser(AreaResolver areas, DepartmentDictionary departments, TimeProvider clock) : IFeedNormaliser
{
    private static readonly FeedSchema Schema = FeedSchemas.Matter;

    private static readonly int
        ItemCodeAt = Schema["itemCode"], ItemName = Schema["itemName"], Basis = Schema["basis"], Level = Schema["level"],
        Area = Schema["area"], IndustryAt = Schema["industryCode"], Object = Schema["object"], DeptName = Schema["deptName"];

    public Feed Feed => Feed.Matter;

    public IReadOnlyList<string> Columns => MatterRow.Columns;

    public Normalised Normalise(string area, RawRow row, Findings findings)
    {
        var read = new RowReader(Schema, row, findings);
        var name = read.Name(ItemName);
        var code = read.Code(ItemCodeAt);
        if (code is null || !Adapters.Identifiers.ItemCode.IsValid(code))
        {
            read.Fail(ReasonCodes.ItemCodeInvalid, ItemCodeAt, code, "监管事项目录编码应为14位数字");
        }

        var effectiveOn = read.Date(Schema["effectiveOn"]);
        var cancelledOn = read.Date(Schema["cancelledOn"]);
        if (read.Defect is { } defect)
        {
            return defect;
        }

        var basis = read.Text(Basis);
        if (basis is null || !ArticleCitation.IsIn(basis))
        {
            findings.Add(IssueClasses.Missing, "basis_no_article", "设定依据", "设定依据没有引用具体条文（第X条），记录照常使用", basis, read.Code(Schema["deptCode"]));
        }

        var dept = read.Text(DeptName);
        var target = read.Text(Object);
        var received = read.Raw(Area);
        return new MatterRow
        {
            ItemCode = code ?? "",
            ItemName = name,
            SubitemName = read.Text(Schema["subitemName"]),
            NameKey = TextFold.Key(name),
            DeptName = dept,
            DeptCode = read.Department(Schema["deptCode"]),
            DeptKind = departments.Match(dept)?.Id,
            Object = target,
            ObjectKey = target is null ? null : TextFold.Key(target),
            Mode = read.Text(Schema["mode"]),
            Basis = basis,
            Levels = Tags.Read(read.Raw(Level)),
            ItemType = read.Code(Schema["itemType"]),
            ItemClass = read.Text(Schema["itemClass"]),
            IndustryCode = read.Code(IndustryAt),
            IndustryDivision = read.IndustryDivision(IndustryAt),
            AreaReceived = received,
            AreaCode = ReceivedArea.Of(areas, area, received, null, null, ChinaToday(), findings)?.Area ?? area,
            TaskVersion = read.Code(Schema["taskVersion"]),
            State = read.Code(Schema["state"]),
            EffectiveOn = effectiveOn,
            CancelledOn = cancelledOn,
            ImplementCode = read.Code(Schema["implementCode"]),
        }.WithEnvelope(read, row);
    }

    private DateOnly ChinaToday() => Runs.ChinaTime.DayOf(clock.GetUtcNow());
}
