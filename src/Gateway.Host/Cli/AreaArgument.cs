using System.CommandLine;
using Gateway.Adapters.Configuration;

namespace Gateway.Host.Cli;

/// <summary>An area's code, or all of them.</summary>
internal static class AreaArgument
{
    public const string All = "all";

    public static Argument<string> Create() => new("area") { Description = "行政区划代码（如 610502），或 all 表示全部地区" };

    /// <summary>The areas meant, or <see langword="null"/> (said on the error stream) when there is no such area.</summary>
    public static IReadOnlyList<AreaSettings>? Resolve(IAdapterDirectory adapters, string area)
    {
        IReadOnlyList<AreaSettings> areas = area == All ? adapters.Areas : [.. adapters.Areas.Where(x => x.Area == area)];
        if (areas.Count > 0)
        {
            return areas;
        }

        Console.Error.WriteLine($"没有配置地区 {area}；已配置：{string.Join("、", adapters.Areas.Select(x => x.Area + x.Name))}");
        return null;
    }
}
