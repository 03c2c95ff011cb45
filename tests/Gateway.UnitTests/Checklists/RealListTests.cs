using Gateway.Pipeline.Checklists.Compile;
using Gateway.UnitTests.Normalise;
using Xunit;

namespace Gateway.UnitTests.Checklists;

/// <summary>Published lists of two cities, each row turned into the matters that its departments would have in a catalogue.</summary>
public sealed class RealListTests(ITestOutputHelper output)
{
    [Fact]
    public void A_published_joint_list_becomes_a_checklist()
    {
        var matters = new List<StoredMatter>();
        var rows = ReferenceFiles.Csv(ReferenceFiles.Shared("data", "list_fenyang_2021.csv"));
        string name = "", departments = "";
        foreach (var (row, at) in rows.Select((x, i) => (x, i)))
        {
            name = row["抽查事项"] is { Length: > 0 } own ? own : name; // merged cells: a continuation row leaves them blank
            departments = row["发起部门"].Length > 0 ? row["发起部门"] + "、" + row["配合部门"] : departments;
            foreach (var kind in Sample.Departments.MatchAll(departments))
            {
                matters.Add(Sample.Matter(kind.Id, name, row["检查对象"], $"610199{at:D4}0000", basis: null, mode: "双随机抽查") with { Identity = $"{at}/{kind.Id}" });
            }
        }

        var list = Sample.Compile(matters);
        Report(list);
        Assert.Empty(list.Disputes);
        Assert.Equal(9, list.Items.Count); // ten rows; one is the education department's alone
        Assert.Equal("临渭区市场监督管理局", Item("学校食堂食品安全情况的检查").Lead?.Name);
        Assert.Equal(["教育局", "卫生健康委员会"], Item("学校食堂食品安全情况的检查").Joining.Select(x => x.Name["临渭区".Length..]));
        Assert.Equal(8, list.Items.Count(x => x.Item.Lead is null)); // printing, cinemas, swimming pools … are in no field of the plan
        Assert.Equal(9, list.Issues.Count(x => x.Problem == "checklist_basis_no_article")); // the list prints no basis

        Gateway.Contracts.Checklists.ChecklistItem Item(string matter) => list.Items.Single(x => x.Item.Matter == matter).Item;
    }

    [Fact]
    public void A_published_departments_list_is_shared_only_where_another_department_has_the_matter()
    {
        var rows = ReferenceFiles.Csv(ReferenceFiles.Shared("data", "list_xianyang_shaanxi_2017.csv"));
        StoredMatter Of(string kind, Dictionary<string, string> row, int at) =>
            Sample.Matter(kind, row["随机抽查事项名称"], "企业", $"610198{at:D4}0000", row["设定依据"], row["抽查方式"]);
        var commerce = rows.Select((row, at) => Of("commerce", row, at)).ToList();
        Assert.Empty(Sample.Compile(commerce).Items);

        var list = Sample.Compile([.. commerce, .. rows.Select((row, at) => Of("market-regulation", row, at))]);
        Report(list);
        Assert.Equal(["成品油流通", "单用途预付卡"], list.Items.Where(x => x.Item.Lead is not null).Select(x => x.Item.Field));
        Assert.All(list.Items.Where(x => x.Item.Lead is not null), x => Assert.Equal(Sample.CodeOf("commerce"), x.Item.Lead?.Code));
        Assert.Equal(3, list.Items.Count(x => x.Item.Lead is null));
        Assert.DoesNotContain(list.Issues, x => x.Problem == "checklist_basis_no_article");
        Assert.Single(list.Issues, x => x.Problem == "checklist_method_missing");
    }

    private void Report(CompiledChecklist list)
    {
        foreach (var item in list.Items.Select(x => x.Item))
        {
            output.WriteLine($"{item.Field} | {item.Lead?.Name ?? "待定"} | {string.Join('、', item.Joining.Select(x => x.Name))} | {item.Matter} | {item.Object}");
        }

        foreach (var issue in list.Issues)
        {
            output.WriteLine($"{issue.Problem}: {issue.Sample}");
        }
    }
}
