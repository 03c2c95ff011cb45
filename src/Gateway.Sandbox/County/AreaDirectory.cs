using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.County;

/// <summary>What a county's own system knows of its area: the directories that the platforms hold of it.</summary>
internal sealed class AreaDirectory
{
    private AreaDirectory(
        Area area, SubjectPool subjects, IReadOnlyList<CatalogueEntry> matters, IReadOnlyList<DirectoryInspector> inspectors,
        IReadOnlyList<AreaOrder> plans, IReadOnlyList<AreaOrder> tasks)
    {
        (Area, Subjects, Matters, Inspectors) = (area, subjects, matters, inspectors);
        (Plans, Tasks) = (plans.ToLookup(plan => plan.LeadCode), tasks.ToLookup(task => task.LeadCode));
        InspectorsOf = inspectors.ToLookup(inspector => inspector.DepartmentCode);
        MattersOf = matters.ToLookup(matter => matter.Department.Code);
        MattersByGroup = matters.ToLookup(matter => matter.Group);
    }

    public Area Area { get; }

    public SubjectPool Subjects { get; }

    public IReadOnlyList<CatalogueEntry> Matters { get; }

    public IReadOnlyList<DirectoryInspector> Inspectors { get; }

    /// <summary>By the code of the leading department, as are <see cref="Tasks"/>.</summary>
    public ILookup<string, AreaOrder> Plans { get; }

    public ILookup<string, AreaOrder> Tasks { get; }

    public ILookup<string, DirectoryInspector> InspectorsOf { get; }

    public ILookup<string, CatalogueEntry> MattersOf { get; }

    public ILookup<int, CatalogueEntry> MattersByGroup { get; }

    public static AreaDirectory Read(int seed, Area area, SubjectRows subjects, DateOnly day)
    {
        var inspectors = new FeedBase(seed, area, new PersonRows(Feed.Inspector));
        var plans = new FeedBase(seed, area, new PlanRows());
        var tasks = new FeedBase(seed, area, new TaskRows(subjects));
        return new AreaDirectory(
            area,
            new SubjectPool(new FeedBase(seed, area, subjects), subjects),
            CatalogueReader.Read(new FeedBase(seed, area, new MatterRows()), day),
            [.. inspectors.GoodRows().Select(index => RowColumns.Of(inspectors, index)).Where(row => row.Text("state") == "1")
                .Select(row => new DirectoryInspector(row.Text("person_name"), row.Text("law_no"), row.Text("dept_code")))],
            [.. plans.GoodRows().Select(index => RowColumns.Of(plans, index))
                .Select(row => new AreaOrder(row.Text("plan_code"), row.Text("plan_name").Trim(), row.Text("lead_dept_code")))],
            [.. tasks.GoodRows().Select(index => RowColumns.Of(tasks, index))
                .Select(row => new AreaOrder(row.Text("taskCode"), row.Text("taskName"), row.GetProperty("leadDept").Text("code")))]);
    }
}
