using System.Globalization;
using Gateway.Pipeline.Checklists.Compile;
using Gateway.Pipeline.Checklists.Export.Xlsx;

namespace Gateway.Pipeline.Checklists.Export;

/// <summary>争议事项: what two leads claim, a line a claim.</summary>
internal static class DisputeSheet
{
    private const string Name = "争议事项";

    private static readonly double[] Widths = [5, 28, 14, 28, 16, 12, 20, 28];

    private static readonly string[] Heads = ["序号", "监管事项", "监管对象", "涉及部门", "事项编码", "主张领域", "主张的牵头单位", "认领依据"];

    public static XlsxSheet Make(CompiledChecklist list, (string, string) head)
    {
        var table = new FormTable(Widths);
        table.Title(Name);
        table.Heads(Heads);
        for (var i = 0; i < list.Disputes.Count; i++)
        {
            var dispute = list.Disputes[i];
            table.Block(
                [
                    (i + 1).ToString(CultureInfo.InvariantCulture), dispute.Matter, dispute.Object,
                    string.Join('、', dispute.Departments.Select(x => x.Name)), string.Join('、', dispute.MatterCodes), "", "", "",
                ],
                [.. dispute.Claims.Select(x => new[] { x.Field, x.Lead.Name, x.Ground })], firstOfLines: 6);
        }

        table.Note(list.Disputes.Count == 0
            ? "无争议事项。"
            : "说明：上列事项有两个以上领域主张牵头，未列入清单。由涉及部门协商一致后报市委编办备案审查，协商不成的由市委编办协调确定（实施方案三（二））；"
              + "确定后把事项编码写入该领域文件的 codes。");
        return table.Sheet(Name, head);
    }
}
