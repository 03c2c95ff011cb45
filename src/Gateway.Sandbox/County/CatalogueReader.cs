using System.Globalization;
using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.County;

/// <summary>The entries of an area's catalogue that are in force on a day and are the only one of their code and department.</summary>
internal static class CatalogueReader
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyyMMdd", "yyyy/M/d", "yyyy/MM/dd", "yyyy年M月d日"];

    public static IReadOnlyList<CatalogueEntry> Read(FeedBase feed, DateOnly day)
    {
        var all = new List<(CatalogueEntry Entry, bool InForce)>();
        foreach (var index in feed.GoodRows())
        {
            var row = RowColumns.Of(feed, index);
            var template = MatterTemplate.All[index % MatterTemplate.All.Count];
            var department = new Department(row.Text("supervise_dept_name"), row.Text("supervise_dept_code"));
            var entry = new CatalogueEntry(
                row.Text("supervise_item_code"), row.Text("implement_code"), template.Item, template.Object, department, template.Group, template.Law);
            var inForce = row.Text("task_state") == "1" && row.Text("supervise_level") != "省"
                && Day(row.Text("plan_effective_date")) is var from && (from is null || from <= day)
                && Day(row.Text("plan_cancel_date")) is var until && (until is null || until > day);
            all.Add((entry, inForce));
        }

        // Where the code and the department name two entries, the implement code could not be told.
        return [.. all.GroupBy(one => (one.Entry.Code, one.Entry.Department.Code)).Where(group => group.Count() == 1).Select(group => group.Single())
            .Where(one => one.InForce).Select(one => one.Entry)];
    }

    private static DateOnly? Day(string text) =>
        text.Length == 0 ? null : DateOnly.ParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None);
}
