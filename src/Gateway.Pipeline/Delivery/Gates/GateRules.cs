namespace Gateway.Pipeline.Delivery.Gates;

/// <summary>What a gate does with a batch that comes and with the news that it brings back. Pure.</summary>
public sealed class GateRules(GateOptions options)
{
    /// <summary>What no repetition mends opens a lane after two in a row.</summary>
    public int PermanentWeight => Math.Max(1, (options.FailureThreshold + 1) / 2);

    /// <summary>May the batch go through, and how does the gate stand then?</summary>
    public GateAnswer Enter(Gate gate, long batch, DateTimeOffset now)
    {
        // A holder that died left its batch among those under way; whoever took it over has it now, and it is one.
        var others = gate with { Flights = [.. gate.Flights.Where(x => x != batch)] };
        return ShutUntil(others, now) is { } until ? new GateAnswer.Shut(until)
            : others.Flights.Count < RoomOf(gate) ? new GateAnswer.Pass(gate with { Flights = [.. others.Flights, batch] })
            : new GateAnswer.Busy();
    }

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
    public DateTimeOffset? ShutUntil(Gate gate, DateTimeOffset now)
    {
        var until = gate.QuietUntil > now ? gate.QuietUntil : null;
        if (gate.State != GateState.Open)
        {
            return until;
        }

        // The probe that is under way will tell; until then, look again after the shortest wait.
        var resumes = gate.Flights.Count > 0 ? now + options.ProbeDelays[0] : gate.ResumesAt;
        return resumes > now && (until is null || resumes > until) ? resumes : until;
    }

    /// <summary>An operator wants to know now: the next batch is the probe.</summary>
    public static Gate TryNow(Gate gate, DateTimeOffset now) =>
        gate with { QuietUntil = null, ResumesAt = gate.State == GateState.Open ? now : gate.ResumesAt };

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
