using Gateway.Contracts.Checklists;
using Gateway.Pipeline.Checklists.Compile;

namespace Gateway.Pipeline.Checklists.Versions;

/// <summary>What a new version adds, removes and changes, and which matters are the cause. Pure.</summary>
public sealed class ChecklistDiff
{
    private const int MostCauses = 20;

    private readonly StoredChecklist? _before;
    private readonly CompiledChecklist _now;
    private readonly ChecklistInput _input;
    private readonly Dictionary<string, StoredMatter> _matters;
    private readonly Dictionary<string, CompiledItem> _itemOf;

    private ChecklistDiff(StoredChecklist? before, CompiledChecklist now, ChecklistInput input)
    {
        (_before, _now, _input) = (before, now, input);
        _matters = input.Matters.ToDictionary(x => x.Identity, StringComparer.Ordinal);
        _itemOf = now.Items.SelectMany(x => x.Members.Select(y => (y.Identity, Item: x))).ToDictionary(x => x.Identity, x => x.Item, StringComparer.Ordinal);
    }

    /// <summary>In the order of the new list, then what was removed in the order of the old one.</summary>
    public static IReadOnlyList<ChecklistChange> Between(StoredChecklist? before, CompiledChecklist now, ChecklistInput input) =>
        [.. new ChecklistDiff(before, now, input).Changes()];

    private IEnumerable<ChecklistChange> Changes()
    {
        var old = (_before?.List.Items ?? []).ToDictionary(x => x.Item.ItemId, StringComparer.Ordinal);
        foreach (var item in _now.Items)
        {
            if (!old.Remove(item.Item.ItemId, out var previous))
            {
                yield return new ChecklistChange(ChangeKind.Added, item.Item, [], _before is null ? "首次编制" : Causes(item.Members, Arrival));
            }
            else if (Fields(previous.Item, item.Item) is { Count: > 0 } fields)
            {
                yield return new ChecklistChange(ChangeKind.Changed, item.Item, fields, WhyChanged(previous, item));
            }
        }

        foreach (var previous in (_before?.List.Items ?? []).Where(x => old.ContainsKey(x.Item.ItemId)))
        {
            yield return new ChecklistChange(ChangeKind.Removed, previous.Item, [], Causes(previous.Members, Fate));
        }
    }

    private string WhyChanged(CompiledItem before, CompiledItem now)
    {
        var gone = before.Members.ExceptBy(now.Members.Select(x => x.Identity), x => x.Identity).ToList();
        var come = now.Members.ExceptBy(before.Members.Select(x => x.Identity), x => x.Identity).ToList();
        if (gone.Count + come.Count > 0)
        {
            return string.Join('；', new[] { Causes(come, Arrival), Causes(gone, Fate) }.Where(x => x.Length > 0));
        }

        var rules = _before?.RulesVersion != _input.Rules.Version && (before.Item.Lead != now.Item.Lead || before.Item.ItemClass != now.Item.ItemClass);
        return rules ? "监管领域规则调整" : "目录中的内容有更新：" + Causes(now.Members, _ => "");
    }

    private static string Causes(IReadOnlyList<ItemMember> members, Func<ItemMember, string> say) =>
        string.Join('；', members.Take(MostCauses).Select(x => $"{x.Code}（{x.Department}）{say(x)}"))
        + (members.Count > MostCauses ? $"；等{members.Count}项" : "");

    private string Arrival(ItemMember member) =>
        _before?.List.Items.FirstOrDefault(x => x.Members.Any(y => y.Identity == member.Identity)) is { } from
            ? $"由领域“{from.Item.Field}”的“{from.Item.Matter}”改列"
            : "纳入";

    private string Fate(ItemMember member)
    {
        if (!_matters.TryGetValue(member.Identity, out var matter))
        {
            return "已不在目录中";
        }

        if (Standings.Of(matter, _input.Level, _input.Day) != Standing.InForce)
        {
            return Standings.Explain(matter, _input.Level, _input.Day);
        }

        if (_itemOf.TryGetValue(member.Identity, out var item))
        {
            return $"改列于领域“{item.Item.Field}”的“{item.Item.Matter}”";
        }

        return _now.Disputes.Any(x => x.MatterCodes.Contains(member.Code)) ? "牵头单位有争议，转入争议事项" : "仅剩一个部门，不再跨部门";
    }

    private static List<string> Fields(ChecklistItem before, ChecklistItem now)
    {
        (string Label, bool Same)[] columns =
        [
            ("监管领域", before.Field == now.Field), ("牵头单位", before.Lead == now.Lead), ("配合单位", before.Joining.SequenceEqual(now.Joining)),
            ("监管事项", before.Matter == now.Matter), ("事项编码", before.MatterCodes.SequenceEqual(now.MatterCodes)),
            ("设定依据", before.Basis == now.Basis), ("监管对象", before.Object == now.Object), ("事项类别", before.ItemClass == now.ItemClass),
            ("检查方式", before.Method == now.Method), ("监管层级", before.Level == now.Level),
        ];
        return [.. columns.Where(x => !x.Same).Select(x => x.Label)];
    }
}
