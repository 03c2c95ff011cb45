using System.Security.Cryptography;
using System.Text;
using Gateway.Contracts.Checklists;
using Gateway.Pipeline.Checklists.Rules;
using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Normalise.Values;

namespace Gateway.Pipeline.Checklists.Compile;

/// <summary>Makes an item, or a dispute, of a group of matters.</summary>
internal sealed class ItemMaker(string level, OrganRegister register, List<ChecklistIssue> issues)
{
    private const string NoField = "其他";

    /// <param name="rule">The field; <see langword="null"/> when no rule covers the group: then its lead is 待定.</param>
    /// <param name="group">Matters of two or more departments.</param>
    /// <param name="widerObject">The object of a wider group.</param>
    public CompiledItem Item(FieldRule? rule, MatterGroup group, string? widerObject = null)
    {
        var lead = rule is null ? null : Lead(rule, group);
        var members = group.Members
            .OrderByDescending(x => lead is not null && x.Organ.Department == lead)
            .ThenBy(x => x.Organ.Department.Code, StringComparer.Ordinal).ThenBy(x => x.Row.ItemCode, StringComparer.Ordinal)
            .ThenBy(x => x.Row.Identity, StringComparer.Ordinal).ToList();
        var field = rule?.Field ?? Division(members);
        var target = widerObject ?? TextChoice.Best(members.Select(x => x.Row.Object));
        var item = new ChecklistItem
        {
            ItemId = Digest(field, widerObject is null ? group.NameKey : "", TextFold.Key(target)),
            Field = field,
            Lead = lead,
            Joining = [.. group.Organs.Select(x => x.Department).Where(x => x != lead)],
            Matter = string.Join('；', members.GroupBy(x => x.NameKey, StringComparer.Ordinal).Select(Content)),
            MatterCodes = Codes(members),
            Basis = BasisText.Of(members.Select(x => x.Row.Basis)),
            Object = target,
            ItemClass = rule?.Category ?? (members.Exists(x => x.Row.ItemClass == "重点") ? "重点" : "一般"),
            Method = string.Join('、', TextChoice.Distinct(members.SelectMany(x => (x.Row.Mode ?? "").Split(['、', '，', ',', '；', ';'])))),
            Level = level,
        };
        Check(item);
        return new CompiledItem(item, [.. members.Select(x => new ItemMember(x.Row.Identity, x.Row.ItemCode, x.Organ.Department.Name))]);
    }

    public ChecklistDispute Dispute(MatterGroup group, IReadOnlyList<Claim> claims) => new(
        Digest("争议", group.NameKey, group.ObjectKey),
        Content(group.Members),
        TextChoice.Best(group.Members.Select(x => x.Row.Object)),
        [.. group.Organs.Select(x => x.Department)],
        Codes(group.Members),
        [.. claims.OrderBy(x => x.Rule.Order).ThenBy(x => x.Rule.Field, StringComparer.Ordinal)
            .Select(x => new LeadClaim(x.Rule.Field, Lead(x.Rule, group), Ground(x)))]);

    /// <summary>The group's own department of that kind, else the area's, else the kind's name without a code.</summary>
    private ChecklistDepartment Lead(FieldRule rule, MatterGroup group) =>
        (OrganRegister.Foremost(group.Organs, rule.Lead) ?? register.Foremost(rule.Lead))?.Department ?? new ChecklistDepartment("", rule.Lead.Name);

    private void Check(ChecklistItem item)
    {
        void Missing(string problem, string field, string message) =>
            issues.Add(new ChecklistIssue(problem, field, item.Lead?.Code ?? "", message, $"{item.Matter}（{item.Object}）"));

        if (!ArticleCitation.IsIn(item.Basis))
        {
            Missing("checklist_basis_no_article", "设定依据", "清单事项的设定依据没有引用具体条文（第X条），保留在清单中");
        }

        if (item.Object.Length == 0)
        {
            Missing("checklist_object_missing", "监管对象", "清单事项没有监管对象，保留在清单中");
        }

        if (item.Method.Length == 0)
        {
            Missing("checklist_method_missing", "检查方式", "清单事项没有检查方式，保留在清单中");
        }

        foreach (var department in item.Joining.Prepend(item.Lead).Where(x => x is { Code.Length: 0 }))
        {
            Missing("checklist_department_code_missing", "监管部门统一社会信用代码", $"目录中没有{department?.Name}的统一社会信用代码，保留在清单中");
        }
    }

    /// <summary>The matter's name, its sub-items in brackets.</summary>
    private static string Content(IEnumerable<ForceMatter> same)
    {
        var rows = same.Select(x => x.Row).ToList();
        var parts = TextChoice.Distinct(rows.Select(x => x.SubitemName).Order(StringComparer.Ordinal));
        var name = TextChoice.Best(rows.Select(x => x.ItemName));
        return parts.Count == 0 ? name : $"{name}（{string.Join('、', parts)}）";
    }

    private static string[] Codes(IEnumerable<ForceMatter> members) =>
        [.. members.Select(x => x.Row.ItemCode).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Filling note 1: a field may be the division of GB/T 4754; the most frequent one of the group.</summary>
    private static string Division(List<ForceMatter> members) =>
        members.Select(x => Industry.Read(x.Row.IndustryCode)?.DivisionName).Where(x => x is not null)
            .GroupBy(x => x ?? "", StringComparer.Ordinal).OrderByDescending(x => x.Count()).ThenBy(x => x.Key, StringComparer.Ordinal)
            .FirstOrDefault()?.Key ?? NoField;

    private static string Ground(Claim claim) => claim.Evidence switch
    {
        Evidence.Code => $"事项编码列入领域“{claim.Rule.Field}”",
        Evidence.Words => $"事项名称或监管对象含领域“{claim.Rule.Field}”的词语",
        Evidence.Circumstance => $"设定依据或行业属于领域“{claim.Rule.Field}”",
        Evidence.None => "",
    };

    private static string Digest(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts)))[..16]);
}
