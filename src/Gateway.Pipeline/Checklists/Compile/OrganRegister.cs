using Gateway.Contracts.Checklists;
using Gateway.Pipeline.Normalise.Values;

namespace Gateway.Pipeline.Checklists.Compile;

/// <summary>The departments of an area, from all rows of its catalogue: a row without USCC is the organ of that name or, failing that, of that kind.</summary>
internal sealed class OrganRegister
{
    private readonly Dictionary<string, string> _codeByName;
    private readonly Dictionary<string, string> _codeByKind;
    private readonly Dictionary<string, Organ> _organs;

    public OrganRegister(IReadOnlyCollection<StoredMatter> matters)
    {
        var coded = matters.Where(x => !string.IsNullOrEmpty(x.DeptCode)).ToList();
        _codeByName = TheOnly(coded, x => Name(x));
        _codeByKind = TheOnly(coded, x => x.DeptKind ?? "");
        _organs = matters.Select(x => (Key: KeyOf(x), Matter: x)).Where(x => x.Key is not null).GroupBy(x => x.Key ?? "")
            .ToDictionary(x => x.Key, x => Make(x.Key, [.. x.Select(y => y.Matter)]), StringComparer.Ordinal);
    }

    /// <summary>The organ of a row; null when the row names none.</summary>
    public Organ? Of(StoredMatter matter) => KeyOf(matter) is { } key ? _organs[key] : null;

    /// <summary>The organ of a kind that stands for it: the bureau itself before its divisions, then the one with most rows.</summary>
    public static Organ? Foremost(IEnumerable<Organ> organs, DepartmentKind kind)
    {
        var suffix = TextFold.Key(kind.Name);
        return organs.Where(x => x.Kind == kind.Id)
            .OrderByDescending(x => TextFold.Key(x.Department.Name).EndsWith(suffix, StringComparison.Ordinal))
            .ThenByDescending(x => x.Department.Code.Length > 0)
            .ThenByDescending(x => x.Rows)
            .ThenBy(x => x.Key, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    public Organ? Foremost(DepartmentKind kind) => Foremost(_organs.Values, kind);

    private string? KeyOf(StoredMatter matter)
    {
        if (!string.IsNullOrEmpty(matter.DeptCode))
        {
            return matter.DeptCode;
        }

        var name = Name(matter);
        return _codeByName.GetValueOrDefault(name)
            ?? _codeByKind.GetValueOrDefault(matter.DeptKind ?? "")
            ?? (name.Length > 0 ? name : null);
    }

    private static Organ Make(string key, List<StoredMatter> rows) => new(
        key,
        new ChecklistDepartment(rows.Select(x => x.DeptCode ?? "").Max(StringComparer.Ordinal) ?? "", TextChoice.Best(rows.Select(x => x.DeptName))),
        rows.GroupBy(x => x.DeptKind).Where(x => x.Key is not null)
            .OrderByDescending(x => x.Count()).ThenBy(x => x.Key, StringComparer.Ordinal).FirstOrDefault()?.Key,
        rows.Count);

    private static Dictionary<string, string> TheOnly(List<StoredMatter> coded, Func<StoredMatter, string> by) =>
        coded.GroupBy(by, x => x.DeptCode ?? "", StringComparer.Ordinal)
            .Where(x => x.Key.Length > 0 && x.Distinct(StringComparer.Ordinal).Count() == 1)
            .ToDictionary(x => x.Key, x => x.First(), StringComparer.Ordinal);

    private static string Name(StoredMatter matter) => TextFold.Key(matter.DeptName ?? "");
}
