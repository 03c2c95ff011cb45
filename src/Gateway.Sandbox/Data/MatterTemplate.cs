using System.Globalization;

namespace Gateway.Sandbox.Data;

/// <summary>One department's share of a matter, the same in every area; areas differ in state, level and wording.</summary>
internal sealed record MatterTemplate(
    int Group, string Code, string Item, string Object, int Department, string Law, string Industry, bool Important, string Mode)
{
    private static readonly string[] Modes = ["现场检查", "书面检查", "网络监测", "双随机抽查", "抽样检测"];

    public static readonly IReadOnlyList<MatterTemplate> All = Make();

    private static List<MatterTemplate> Make()
    {
        var all = new List<MatterTemplate>();
        var group = 0;
        for (var f = 0; f < FieldTemplate.All.Count; f++)
        {
            var field = FieldTemplate.All[f];
            for (var a = 0; a < FieldTemplate.Aspects.Length * field.Objects.Length; a++)
            {
                var (aspect, @object) = (FieldTemplate.Aspects[a % FieldTemplate.Aspects.Length], field.Objects[a / FieldTemplate.Aspects.Length]);
                // Every sixth matter is one department's alone; the others have the lead and one to all of the joining ones.
                var joining = a % 6 == 5 ? 0 : 1 + ((f + a) % field.Joins.Length);
                string[] departments = [field.Lead, .. field.Joins.Take(joining)];
                Add(all, group++, f + 1, departments, $"对{@object}{aspect}的检查", @object, field.Law, field.Industry, field.Important);
            }
        }

        foreach (var (item, @object, departments, law) in FieldTemplate.Disputed)
        {
            Add(all, group++, 90, departments, item, @object, law, "7299", important: false);
        }

        return all;
    }

    private static void Add(
        List<MatterTemplate> all, int group, int field, string[] departments, string item, string @object, string law, string industry, bool important)
    {
        for (var d = 0; d < departments.Length; d++)
        {
            // Half of the shared matters have one code for all departments, half a code for each.
            var own = group % 2 == 0 ? 0 : d;
            var code = string.Create(CultureInfo.InvariantCulture, $"61{field:D2}{group:D4}{own:D2}0000");
            all.Add(new MatterTemplate(group, code, item, @object, Data.Department.KindOf(departments[d]), law, industry, important, Modes[group % Modes.Length]));
        }
    }
}
