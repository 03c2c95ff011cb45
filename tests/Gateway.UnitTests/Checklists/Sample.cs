using Gateway.Pipeline.Checklists.Compile;
using Gateway.Pipeline.Checklists.Rules;
using Gateway.Pipeline.Normalise.Values;
using Gateway.UnitTests.Normalise;
using Xunit;

namespace Gateway.UnitTests.Checklists;

/// <summary>Synthetic matters of a county; codes and USCCs are no real ones.</summary>
internal static class Sample
{
    public static readonly DateOnly Day = new(2026, 11, 23);

    public static DepartmentDictionary Departments { get; } = ReferenceFiles.Departments();

    public static FieldRules Rules { get; } = LoadRules();

    public static StoredMatter Matter(
        string kind, string name, string target, string? code = null, string? basis = "《某条例》第十条", string? mode = "现场检查", string? deptCode = "") =>
        new()
        {
            Identity = $"{kind}/{name}/{target}",
            ItemCode = code ?? "61010000000001",
            ItemName = name,
            DeptName = "临渭区" + Departments.ById(kind)?.Name,
            DeptCode = deptCode == "" ? CodeOf(kind) : deptCode,
            DeptKind = kind,
            Object = target,
            Mode = mode,
            Basis = basis,
            Levels = ["市", "县"],
            ItemClass = "一般",
            State = "1",
        };

    /// <summary>18 characters that stand for the USCC of the county's department of a kind; longer lists sort by it.</summary>
    public static string CodeOf(string kind) =>
        "11610502" + (Index(kind) + 100_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture) + "X";

    public static CompiledChecklist Compile(params IEnumerable<StoredMatter> matters) => Compile("县", matters);

    public static CompiledChecklist Compile(string level, IEnumerable<StoredMatter> matters, FieldRules? rules = null) =>
        ChecklistCompiler.Compile(new ChecklistInput("610502", level, Day, [.. matters], rules ?? Rules));

    private static int Index(string kind) => Departments.Kinds.ToList().FindIndex(x => x.Id == kind);

    private static FieldRules LoadRules()
    {
        var load = FieldRuleFolder.Load(Path.Combine(ReferenceFiles.Root, "adapters"), Departments);
        return Assert.IsType<FieldRuleLoad.Loaded>(load).Rules;
    }
}
