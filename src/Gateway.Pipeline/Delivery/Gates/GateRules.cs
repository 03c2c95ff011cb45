using Gateway.Adapters.Sinks;
using Gateway.Contracts.Status;

namespace Gateway.Pipeline.Delivery.Gates;

/// <summary>What a gate does with a batch that comes and with the news that it brings back. Pure.</summary>
public sealed class GateRules(GateOptions options)
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    /// <summary>What no repetition mends opens a lane after two in a row.</summary>
    public int PermanentWeight => Math.Max(1, (options.FailureThreshold + 1) / 2);

    /// <summary>May the batch go through, and how does the gate stand then?</summary>
    /// <param name="pace">Quotas and windows of the platform; a lane has none of its own.</param>
    public GateAnswer Enter(Gate gate, long batch, DateTimeOffset now, PlatformPace? pace = null)
    {
        // A holder that died left its batch among those under way; whoever took it over has it now, and it is one.
        var others = gate with { Flights = [.. gate.Flights.Where(x => x != batch)] };
        return ShutUntil(others, now, pace) is { } until ? new GateAnswer.Shut(until)
            : others.Flights.Count < RoomOf(gate) ? new GateAnswer.Pass(Counted(gate with { Flights = [.. others.Flights, batch] }, now, pace))
            : new GateAnswer.Busy();
    }

    /// <summary>May a receipt be asked for? The state of the gate does not matter to it, only whether the platform may be called at all.</summary>
    public static GateAnswer Ask(Gate gate, DateTimeOffset now, PlatformPace? pace) =>
        QuietUntil(gate, now, pace) is { } until ? new GateAnswer.Shut(until) : new GateAnswer.Pass(Counted(gate, now, pace));

    /// <summary>The batch came back.</summary>
    public Gate Leave(Gate gate, long batch, GateNews news, DateTimeOffset now)
    {
        var left = gate with { Flights = [.. gate.Flights.Where(x => x != batch)] };
        var wasUnderWay = left.Flights.Count < gate.Flights.Count;
        return news switch
        {
            GateNews.Answered => Answered(left, now),
            GateNews.Failed failed => Quieter(Failed(left, wasUnderWay, failed, now) with { LastCode = failed.Code, LastMessage = failed.Message }, failed, now),
            // A probe that said nothing is none: the next one may tell.
            _ => left.State == GateState.Open && wasUnderWay ? left with { ResumesAt = now + DelayOf(left) } : left,
        };
    }

    /// <summary>Until when nothing goes through, or <see langword="null"/>: something may, as far as there is room.</summary>
    public DateTimeOffset? ShutUntil(Gate gate, DateTimeOffset now, PlatformPace? pace = null)
    {
        var until = QuietUntil(gate, now, pace);
        if (gate.State != GateState.Open)
        {
            return until;
        }

        // The probe that is under way will tell; until then, look again after the shortest wait.
        var resumes = gate.Flights.Count > 0 ? now + options.ProbeDelays[0] : gate.ResumesAt;
        return resumes > now && (until is null || resumes > until) ? resumes : until;
    }

    /// <summary>Until when the platform is not called at all: it asked for it, a window of maintenance lasts, or the quota is used up.</summary>
    public static DateTimeOffset? QuietUntil(Gate gate, DateTimeOffset now, PlatformPace? pace)
    {
        var asked = gate.QuietUntil > now ? gate.QuietUntil : null;
        if (pace is null)
        {
            return asked;
        }

        var (minute, day) = (MinuteOf(now), DayOf(now));
        DateTimeOffset? nextMinute = gate.MinuteAt == minute && gate.MinuteUsed >= pace.PerMinute ? minute.AddMinutes(1) : null;
        DateTimeOffset? nextDay = gate.DayAt == day && gate.DayUsed >= pace.PerDay ? new DateTimeOffset(day.AddDays(1), default, Shanghai).ToUniversalTime() : null;
        return new[] { asked, pace.WindowEnd(now), nextMinute, nextDay }.Max();
    }

    /// <summary>An operator wants to know now: the next batch is the probe.</summary>
    public static Gate TryNow(Gate gate, DateTimeOffset now) =>
        gate with { QuietUntil = null, ResumesAt = gate.State == GateState.Open ? now : gate.ResumesAt };

    /// <summary>As an operator sees it.</summary>
    public PlatformStatus StatusOf(Gate gate, DateTimeOffset now, PlatformPace? pace) => new(
        gate.Platform, gate.Lane, gate.State.ToString().ToLowerInvariant(), gate.Since == default ? null : gate.Since, ShutUntil(gate, now, pace),
        QuietUntil(gate, now, pace) is not null, gate.MinuteAt == MinuteOf(now) ? gate.MinuteUsed : 0, gate.DayAt == DayOf(now) ? gate.DayUsed : 0,
        gate.LastCode, gate.LastMessage);

    private static Gate Counted(Gate gate, DateTimeOffset now, PlatformPace? pace)
    {
        if (pace is not { Counts: true })
        {
            return gate;
        }

        var (minute, day) = (MinuteOf(now), DayOf(now));
        return gate with
        {
            MinuteAt = minute,
            MinuteUsed = gate.MinuteAt == minute ? gate.MinuteUsed + 1 : 1,
            DayAt = day,
            DayUsed = gate.DayAt == day ? gate.DayUsed + 1 : 1,
        };
    }

    private static DateTimeOffset MinuteOf(DateTimeOffset now) => new(now.UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    private static DateOnly DayOf(DateTimeOffset now) => DateOnly.FromDateTime(now.ToOffset(Shanghai).DateTime);

    private int RoomOf(Gate gate) => gate.State switch
    {
        GateState.Open => 1,
        GateState.Ramping => gate.Room,
        GateState.Closed => options.FailureThreshold - gate.Failures,
    };

    private Gate Answered(Gate gate, DateTimeOffset now)
    {
        var room = gate.State == GateState.Ramping ? gate.Room + 1 : 2;
        return gate.State == GateState.Closed || room >= options.FailureThreshold
            ? gate with
            {
                State = GateState.Closed,
                Failures = 0,
                Probes = 0,
                Room = 0,
                ResumesAt = null,
                QuietUntil = gate.QuietUntil > now ? gate.QuietUntil : null,
                Since = gate.State == GateState.Closed ? gate.Since : now,
            }
            : gate with { State = GateState.Ramping, Room = room, ResumesAt = null, Since = gate.State == GateState.Ramping ? gate.Since : now };
    }

    private Gate Failed(Gate gate, bool wasUnderWay, GateNews.Failed failed, DateTimeOffset now)
    {
        switch (gate.State)
        {
            case GateState.Open:
                // Of batches that were under way when it opened, only the probe tells anything new.
                return wasUnderWay ? Opened(gate with { Probes = gate.Probes + 1 }, gate.Since, now) : gate;
            case GateState.Ramping:
                return Opened(gate, now, now);
            default:
                var failures = Math.Min(gate.Failures + failed.Weight, options.FailureThreshold);
                return failures < options.FailureThreshold
                    ? gate with { Failures = failures }
                    : Opened(gate with { Failures = failures, Probes = 0 }, now, now);
        }
    }

    private Gate Opened(Gate gate, DateTimeOffset since, DateTimeOffset now) =>
        gate with { State = GateState.Open, Since = since, Room = 0, ResumesAt = now + DelayOf(gate) };

    private TimeSpan DelayOf(Gate gate)
    {
        var delays = gate.IsPlatform ? options.ProbeDelays : options.LaneProbeDelays;
        return delays[Math.Min(gate.Probes, delays.Count - 1)];
    }

    private Gate Quieter(Gate gate, GateNews.Failed failed, DateTimeOffset now)
    {
        if (failed.RetryAfter is not { } asked || asked <= TimeSpan.Zero)
        {
            return gate;
        }

        var until = now + (asked < options.LongestRetryAfter ? asked : options.LongestRetryAfter);
        return gate.QuietUntil > until ? gate : gate with { QuietUntil = until };
    }
}
