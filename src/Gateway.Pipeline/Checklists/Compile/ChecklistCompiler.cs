using Gateway.Pipeline.Checklists.Rules;

namespace Gateway.Pipeline.Checklists.Compile;

/// <summary>
/// Makes the cross-department checklist of an area from its catalogue. Pure: the result depends on the set of matters, the level, the day
/// and the rules, not on any order.
/// </summary>
public static class ChecklistCompiler
{
    public static CompiledChecklist Compile(ChecklistInput input)
    {
        var issues = new List<ChecklistIssue>();
        var register = new OrganRegister(input.Matters);
        var groups = MatterGroup.Of(InForce(input, register, issues));
        var maker = new ItemMaker(input.Level, register, issues);
        var items = new List<CompiledItem>();
        var disputes = new List<ChecklistDispute>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        void Add(FieldRule? rule, CompiledItem item)
        {
            places[item.Item.ItemId] = rule?.Order ?? int.MaxValue;
            items.Add(item);
        }

        foreach (var group in groups.Where(x => x.IsShared))
        {
            var claims = group.Claims(input.Rules);
            if (HaveSeveralLeads(claims))
            {
                disputes.Add(maker.Dispute(group, claims));
                continue;
            }

            var rule = claims.Count > 0 ? claims[0].Rule : null;
            Add(rule, maker.Item(rule, group));
        }

        var wider = new WiderGroups(groups.Where(x => !x.IsShared), input.Rules);
        foreach (var (rule, target, group) in wider.Items)
        {
            Add(rule, maker.Item(rule, group, target));
        }

        disputes.AddRange(wider.Disputed.Select(x => maker.Dispute(x.Group, x.Claims)));
        return new CompiledChecklist(
            input.Area,
            input.Level,
            [.. items.OrderBy(x => places[x.Item.ItemId]).ThenBy(x => x.Item.Field, StringComparer.Ordinal)
                .ThenBy(x => x.Item.Object, StringComparer.Ordinal).ThenBy(x => x.Item.Matter, StringComparer.Ordinal)
                .ThenBy(x => x.Item.ItemId, StringComparer.Ordinal)],
            [.. disputes.OrderBy(x => x.Matter, StringComparer.Ordinal).ThenBy(x => x.DisputeId, StringComparer.Ordinal)],
            [.. issues.Distinct().OrderBy(x => x.Problem, StringComparer.Ordinal).ThenBy(x => x.DeptCode, StringComparer.Ordinal)
                .ThenBy(x => x.Sample, StringComparer.Ordinal).ThenBy(x => x.Message, StringComparer.Ordinal)]);
    }

    internal static bool HaveSeveralLeads(IReadOnlyList<Claim> claims) =>
        claims.Select(x => x.Rule.Lead.Id).Distinct(StringComparer.Ordinal).Count() > 1;

    private static IEnumerable<ForceMatter> InForce(ChecklistInput input, OrganRegister register, List<ChecklistIssue> issues)
    {
        foreach (var matter in input.Matters)
        {
            var standing = Standings.Of(matter, input.Level, input.Day);
            if (standing is Standing.StateUnknown or Standing.LevelUnknown)
            {
                issues.Add(standing == Standing.StateUnknown
                    ? new ChecklistIssue("matter_state_missing", "状态", matter.DeptCode ?? "", "事项没有状态，未列入清单", matter.ItemCode)
                    : new ChecklistIssue("matter_level_missing", "监管层级", matter.DeptCode ?? "", "事项没有监管层级，未列入清单", matter.ItemCode));
            }

            if (standing != Standing.InForce)
            {
                continue;
            }

            if (register.Of(matter) is { } organ)
            {
                yield return ForceMatter.Of(matter, organ);
            }
            else
            {
                issues.Add(new ChecklistIssue("matter_department_missing", "监管部门", "", "事项没有监管部门，未列入清单", matter.ItemCode));
            }
        }
    }
}
