using Gateway.Pipeline.Checklists.Rules;
using Gateway.Pipeline.Normalise.Values;

namespace Gateway.Pipeline.Checklists.Compile;

/// <summary>A matter in force, its department, and its texts folded once.</summary>
internal sealed record ForceMatter(StoredMatter Row, Organ Organ, MatterTexts Texts, string NameKey, string ObjectKey)
{
    public static ForceMatter Of(StoredMatter row, Organ organ)
    {
        var name = TextFold.Key(row.ItemName);
        var target = TextFold.Key(row.Object ?? "");
        var texts = new MatterTexts(
            row.ItemCode, name + "\n" + TextFold.Key(row.SubitemName ?? ""), target, TextFold.Key(row.Basis ?? ""), row.IndustryCode ?? "", organ.Kind);
        return new ForceMatter(row, organ, texts, name, target);
    }
}
