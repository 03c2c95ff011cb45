namespace Gateway.Pipeline.Desk;

/// <summary>How many items go in a step and when the next step is due, so that so many go in a minute. Pure.</summary>
public static class DeskPace
{
    public const int MostAtOnce = 500;

    private const int StepsPerMinute = 12;

    public static (int Items, TimeSpan Pause) Of(int perMinute)
    {
        var items = Math.Clamp(perMinute / StepsPerMinute, 1, MostAtOnce);
        return (items, TimeSpan.FromMinutes((double)items / perMinute));
    }
}
