using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.CodeMaps;

/// <summary>A result holds a code that the target does not have: the target is parked with a finding, never a guess.</summary>
public static class NoCode
{
    /// <summary>The mapping's outcome.</summary>
    public static Mapping.Unmappable For(IReadOnlyList<ResultCode> missing) =>
        new("no_code", $"目标平台没有对应的检查结果代码：{string.Join("、", missing.Select(code => code.Chinese()))}");
}
