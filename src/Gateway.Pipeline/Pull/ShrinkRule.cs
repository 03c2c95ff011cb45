namespace Gateway.Pipeline.Pull;

/// <summary>Whether a complete full read that misses stored records is believed (law 6). Pure.</summary>
internal static class ShrinkRule
{
    public static bool Believes(long storedBefore, long absent, double threshold, bool acceptedByOperator) =>
        absent == 0 || acceptedByOperator || absent <= storedBefore * threshold;

    public static string Held(long storedBefore, long absent, double threshold) =>
        $"全量读取缺少 {absent} 条已有记录（共 {storedBefore} 条，超过阈值 {threshold:P0}）：本次不删除任何记录。" +
        "请与平台核实；确认属实后执行 gateway pull <地区> <数据> --full --accept-shrink";
}
