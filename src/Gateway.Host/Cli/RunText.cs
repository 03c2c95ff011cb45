using Gateway.Pipeline.Runs;

namespace Gateway.Host.Cli;

/// <summary>The balance of a run in one line.</summary>
internal static class RunText
{
    public static string Of(RunCounters x) =>
        $"读取 {x.Fetched}＝新增 {x.New}＋变更 {x.Changed}＋未变 {x.Unchanged}＋删除 {x.DeletedByRow}＋隔离 {x.Quarantined}＋重复 {x.Repeated}；" +
        $"库存 {x.Before}→{x.After}（缺失删除 {x.DeletedByAbsence}）{(x.Balanced ? "，平衡" : "，不平衡！")}";
}
