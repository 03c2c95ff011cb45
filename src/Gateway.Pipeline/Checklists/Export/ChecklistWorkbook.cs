using System.Globalization;
using Gateway.Contracts.Checklists;
using Gateway.Pipeline.Checklists.Compile;
using Gateway.Pipeline.Checklists.Export.Xlsx;
using Gateway.Pipeline.Checklists.Versions;

namespace Gateway.Pipeline.Checklists.Export;

/// <summary>A version as XLSX: Annex 1 as the plan prints it, and the disputes on a second sheet. The same version makes the same bytes.</summary>
public static class ChecklistWorkbook
{
    private static readonly double[] Widths = [5, 12, 9, 22, 28, 34, 14, 7, 12, 7];

    /// <param name="output">Left open.</param>
    /// <param name="areaName">Name of the area, above every page.</param>
    /// <param name="checklist">The version.</param>
    public static void Write(Stream output, string areaName, StoredChecklist checklist)
    {
        var head = (areaName, string.Create(
            CultureInfo.InvariantCulture, $"第 {checklist.Version} 版  {checklist.CompiledFor:yyyy年M月d日}"));
        XlsxFile.Write(output, [Form(checklist.List, head), DisputeSheet.Make(checklist.List, head)]);
    }

    private static XlsxSheet Form(CompiledChecklist list, (string, string) head)
    {
        var table = new FormTable(Widths);
        table.Title(AnnexForm.Title);
        table.Heads(AnnexForm.Heads);
        table.Merge(2, 3, 2, 4);
        for (var i = 0; i < list.Items.Count; i++)
        {
            Item(table, i + 1, list.Items[i].Item);
        }

        if (list.Items.Count == 0)
        {
            table.Block(["", "", "", "", "", "", "", "", "", ""], [[AnnexForm.Lead, ""], [AnnexForm.Joining, ""], [AnnexForm.Joining, ""]], firstOfLines: 3);
        }

        foreach (var note in AnnexForm.Notes)
        {
            table.Note(note);
        }

        return table.Sheet(AnnexForm.Title, head);
    }

    private static void Item(FormTable table, int place, ChecklistItem item)
    {
        string[][] departments =
        [
            [AnnexForm.Lead, item.Lead?.Name ?? AnnexForm.Pending],
            .. item.Joining.Select(x => new[] { AnnexForm.Joining, x.Name }),
        ];
        table.Block(
            [place.ToString(CultureInfo.InvariantCulture), item.Field, "", "", item.Matter, item.Basis, item.Object, item.ItemClass, item.Method, item.Level],
            departments, firstOfLines: 3);
    }
}
