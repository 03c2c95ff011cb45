using Gateway.Pipeline.Pull;

namespace Gateway.Host.Cli.Adapters;

/// <summary>What became of a sample, as an integrator reads it.</summary>
internal static class DryRunSheet
{
    private const int MostDefects = 20;

    public static IEnumerable<string> Lines(string title, DryRunOutcome outcome, int most)
    {
        yield return $"{title}：读到 {outcome.Fetched} 条，可用 {outcome.Usable.Count}，隔离 {outcome.Quarantined.Count}，重复 {outcome.Repeated}，删除 {outcome.Deleted}";
        foreach (var row in outcome.Usable.Take(most))
        {
            yield return $"  可用 {row.Identity}：{string.Join("，", row.Columns.Select(column => $"{column.Key}={column.Value}"))}";
        }

        foreach (var group in outcome.Quarantined.GroupBy(x => (x.Defect.Reason, x.Defect.Field, x.Defect.Message)).Take(MostDefects))
        {
            var sample = group.Select(x => x.Defect.ValueMasked).FirstOrDefault(value => value is not null);
            yield return $"  隔离 {group.Key.Reason} {group.Key.Field}：{group.Key.Message}（{group.Count()} 条{(sample is null ? "" : $"，如 {sample}")}）";
        }

        foreach (var finding in outcome.Findings)
        {
            yield return $"  发现 {finding.Kind.IssueClass} {finding.Kind.Field}：{finding.Message}（{finding.Occurrences} 条{(finding.SampleMasked is null ? "" : $"，如 {finding.SampleMasked}")}）";
        }

        foreach (var values in outcome.Values)
        {
            var more = values.Distinct > values.Values.Count ? $" 等 {values.Distinct} 种" : "";
            yield return $"  代码值 {values.Label}（{values.Field}）：{string.Join(" ", values.Values.Select(x => $"{x.Key}×{x.Value}"))}{more}";
        }

        foreach (var drift in outcome.Drift)
        {
            yield return $"  漂移 {Words(drift.Kind)} {drift.Field}（{drift.Rows} 条）";
        }
    }

    private static string Words(string kind) => kind switch
    {
        "new" => "多出的字段",
        "missing" => "缺少的字段",
        "retyped" => "类型不符的字段",
        _ => kind,
    };
}
