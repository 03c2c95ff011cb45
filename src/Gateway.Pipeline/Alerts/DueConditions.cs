using Gateway.Pipeline.Deadlines;

namespace Gateway.Pipeline.Alerts;

/// <summary>The board of what is due as conditions: one for each target and area, whatever the number of results. Pure.</summary>
public static class DueConditions
{
    public static IEnumerable<AlertCondition> Of(IEnumerable<DueResults> due) =>
        due.Where(x => x.State != DueState.InTime).GroupBy(x => (x.State, x.Results.Target, x.Results.Area)).Select(x =>
        {
            var count = x.Sum(y => y.Results.Deliveries);
            var parked = x.Sum(y => y.Results.Parked) is > 0 and var number ? $"，其中停放 {number} 条" : "";
            var first = x.Min(y => y.Due);
            return x.Key.State == DueState.Late
                ? new AlertCondition(AlertKinds.Late, x.Key.Target, x.Key.Area, count, $"{count} 条已超过公示时限（最早 {first:yyyy-MM-dd} 到期）{parked}")
                : new AlertCondition(
                    AlertKinds.AtRisk, x.Key.Target, x.Key.Area, count,
                    $"{count} 条可能超期（最早 {first:yyyy-MM-dd} 到期{Why(x)}）{parked}");
        });

    private static string Why(IEnumerable<DueResults> due) =>
        due.Any(x => x.Stalled) ? $"，近 {DueForecast.Window.TotalHours:0} 小时平台未收下任何数据"
        : due.Max(x => x.Expected) is { } expected ? $"，按近期速度预计 {Runs.ChinaTime.Of(expected):yyyy-MM-dd HH:mm} 完成" : "";
}
