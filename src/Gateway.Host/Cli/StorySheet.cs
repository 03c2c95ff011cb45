using System.Globalization;
using System.Text;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Story;

namespace Gateway.Host.Cli;

/// <summary>A result's story as an auditor reads it: an event a line, below it what proves it and what is wrong with it.</summary>
internal static class StorySheet
{
    public static string Of(ResultStory story)
    {
        var sheet = new StringBuilder()
            .AppendLine($"{DocumentTable.Of(story.Kind)?.Chinese} {story.Area}/{story.ResultId} 全过程（时间为北京时间）")
            .AppendLine($"版本 {story.Versions} 个，推送 {story.Deliveries} 项，批次 {story.Batches} 个，审计条目 {story.Entries} 条")
            .AppendLine();
        foreach (var x in story.Events)
        {
            var about = (x.Version, x.Target) switch
            {
                (null, null) => "",
                (null, _) => $" {x.Target}",
                (_, null) => $" 第 {x.Version} 版",
                _ => $" 第 {x.Version} 版 → {x.Target}",
            };
            sheet.AppendLine(CultureInfo.InvariantCulture, $"{x.At:yyyy-MM-dd HH:mm:ss.fff} 【{x.What}】{about}：{x.Text}");
            foreach (var entry in x.Entries)
            {
                sheet.AppendLine($"    依据：审计条目 {entry.EntryNo}（编号 {entry.EntryId}，{(entry.SealNo is { } no ? $"封存 {no}" : "尚未封存")}）");
            }

            foreach (var problem in x.Problems)
            {
                sheet.AppendLine($"    ！{problem}");
            }
        }

        return sheet.AppendLine().AppendLine(story.Verification).ToString();
    }
}
