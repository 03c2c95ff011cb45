using System.Globalization;
using System.Text;
using Gateway.Pipeline.Checklists.Versions;

namespace Gateway.Pipeline.Checklists.Export;

/// <summary>A version as CSV (RFC 4180, UTF-8 with BOM so that Excel reads it): a line an item, joining departments in one cell.</summary>
public static class ChecklistCsv
{
    private static readonly string[] Heads =
        ["序号", "监管领域", "牵头单位", "配合单位", "监管事项", "设定依据", "监管对象", "事项类别", "检查方式", "监管层级", "事项编码"];

    public static void Write(Stream output, StoredChecklist checklist)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine(string.Join(',', Heads));
        for (var i = 0; i < checklist.List.Items.Count; i++)
        {
            var item = checklist.List.Items[i].Item;
            string[] cells =
            [
                (i + 1).ToString(CultureInfo.InvariantCulture), item.Field, item.Lead?.Name ?? AnnexForm.Pending,
                string.Join('、', item.Joining.Select(x => x.Name)), item.Matter, item.Basis, item.Object, item.ItemClass, item.Method, item.Level,
                string.Join('、', item.MatterCodes),
            ];
            writer.WriteLine(string.Join(',', cells.Select(Cell)));
        }
    }

    private static string Cell(string text)
    {
        // A spreadsheet would run these as formulas; texts of the catalogue come from outside.
        var safe = text.Length > 0 && (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
