using System.Globalization;

namespace Gateway.Pipeline.Checklists.Compile;

/// <summary>Whether a matter counts on a day for a list, or why not.</summary>
internal enum Standing
{
    InForce,
    Cancelled,
    StateUnknown,
    NotYet,
    Ended,
    OtherLevel,
    LevelUnknown,
}

internal static class Standings
{
    /// <summary>In force from the effective day on, until the day before the cancel day.</summary>
    public static Standing Of(StoredMatter matter, string level, DateOnly day) => matter switch
    {
        { State: null or "" } => Standing.StateUnknown,
        { State: not "1" } => Standing.Cancelled,
        { EffectiveOn: { } from } when from > day => Standing.NotYet,
        { CancelledOn: { } to } when to <= day => Standing.Ended,
        { Levels.Count: 0 } => Standing.LevelUnknown,
        _ => matter.Levels.Any(x => Names(x, level)) ? Standing.InForce : Standing.OtherLevel,
    };

    /// <summary>Why a matter that was behind an item no longer is, in Chinese.</summary>
    public static string Explain(StoredMatter matter, string level, DateOnly day) => Of(matter, level, day) switch
    {
        Standing.Cancelled => "已取消",
        Standing.StateUnknown => "状态缺失",
        Standing.NotYet => $"生效日期改为{Date(matter.EffectiveOn)}，尚未生效",
        Standing.Ended => $"已于{Date(matter.CancelledOn)}取消",
        Standing.OtherLevel => $"监管层级不再含“{level}”",
        Standing.LevelUnknown => "监管层级缺失",
        Standing.InForce => "名称、对象、部门或归属领域变化，不再属于本项",
    };

    // 市, 县 as the contract has it; 市级, 县（区）, 区县级 as departments write it. A 县级市 is a county.
    private static bool Names(string written, string level)
    {
        var text = written.Replace("县级市", "县", StringComparison.Ordinal);
        return level == "市"
            ? text.Contains('市', StringComparison.Ordinal)
            : text.Contains('县', StringComparison.Ordinal) || text is "区" or "区级";
    }

    private static string Date(DateOnly? day) => day?.ToString("yyyy年M月d日", CultureInfo.InvariantCulture) ?? "";
}
