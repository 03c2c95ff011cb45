using Gateway.Adapters.Configuration;
using Gateway.Adapters.Configuration.Settings;
using Gateway.Pipeline.Normalise.Values;

namespace Gateway.Pipeline.Checklists.Rules;

/// <summary>What the form of a field's file alone does not show: kinds that nobody knows, codes that are none, words too short.</summary>
internal sealed class FieldChecks(MapNode root, DepartmentDictionary departments, List<ConfigurationProblem> problems)
{
    public void Check(FieldFile field)
    {
        if (field.Lead.Length > 0 && departments.ById(field.Lead) is null)
        {
            Add(root.At("lead"), $"“lead”的值“{field.Lead}”不是部门类别", SettingName.Suggest(field.Lead, Kinds));
        }

        Each("", "joining", x => departments.ById(x) is not null, "不是部门类别", x => SettingName.Suggest(x, Kinds));
        Each("matters", "departments", x => departments.ById(x) is not null, "不是部门类别", x => SettingName.Suggest(x, Kinds));
        Each("matters", "codes", x => x.Length is > 0 and <= 14 && x.All(char.IsAsciiDigit), "不是事项编码前缀", _ => "应为1至14位数字，加引号");
        Each("matters", "industries", x => x.Length is 2 or 3 or 4 && Industry.Read(x) is not null, "不是行业代码", _ => "应为 GB/T 4754 的2至4位数字，加引号");
        Each("matters", "laws", IsWord, "过短", _ => "写出法律法规名称，至少两个字");
        foreach (var words in new[] { "names", "objects" })
        {
            foreach (var list in new[] { "any", "all", "none" })
            {
                Items(Map(Map(root, "matters"), words), list, $"matters.{words}.{list}", IsWord, "过短", _ => "词语至少两个字，否则会误认");
            }
        }

        foreach (var wider in (root.Find("wider")?.Value as ListNode)?.Items.OfType<MapNode>() ?? [])
        {
            Items(wider, "words", "wider.words", IsWord, "过短", _ => "词语至少两个字，否则会误认");
        }
    }

    public static FieldRule Make(string file, FieldFile field, DepartmentKind lead, MattersSection matters) => new(
        file, field.Order, field.Field, field.Category, lead, field.Joining,
        new Recognition(matters.Codes, Test(matters.Names), Test(matters.Objects), Keys(matters.Laws), matters.Industries, matters.Departments),
        [.. field.Wider.Select(x => new WiderObject(x.Object, Keys(x.Words)))]);

    private IReadOnlyList<string> Kinds => [.. departments.Kinds.Select(x => x.Id)];

    private static TextTest Test(WordsSection words) => new(Keys(words.Any), Keys(words.All), Keys(words.None));

    private static string[] Keys(IEnumerable<string> words) => [.. words.Select(TextFold.Key)];

    private static bool IsWord(string word) => TextFold.Key(word).Length > 1;

    private static MapNode? Map(MapNode? node, string key) => key.Length == 0 ? node : node?.Find(key)?.Value as MapNode;

    private void Each(string below, string list, Func<string, bool> good, string what, Func<string, string> remedy) =>
        Items(Map(root, below), list, below.Length == 0 ? list : $"{below}.{list}", good, what, remedy);

    private void Items(MapNode? node, string list, string path, Func<string, bool> good, string what, Func<string, string> remedy)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in ((node?.Find(list)?.Value as ListNode)?.Items ?? []).OfType<ScalarNode>())
        {
            if (!good(item.Text))
            {
                Add(item.Origin, $"“{path}”中的“{item.Text}”{what}", remedy(item.Text));
            }
            else if (!seen.Add(TextFold.Key(item.Text)))
            {
                Add(item.Origin, $"“{path}”中的“{item.Text}”重复", "只保留一处");
            }
        }
    }

    private void Add(SettingOrigin origin, string what, string remedy) => problems.Add(ConfigurationProblem.At(origin, what, remedy));
}
