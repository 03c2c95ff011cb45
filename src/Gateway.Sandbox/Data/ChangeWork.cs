namespace Gateway.Sandbox.Data;

/// <summary>One record's part in a change.</summary>
internal readonly record struct ChangeStep(int Index, string Operation, string? Defect, string? Heals, bool IsNew, long Time);

/// <summary>What a change did; fewer than asked for where a feed had no more records that fit.</summary>
internal sealed record ChangeOutcome(int New, int Changed, int Deleted, int Late, int Spoiled, int Healed, string SnapshotId);

/// <summary>Decides which records an order touches and when each change is dated; nothing here writes.</summary>
internal sealed class ChangeWork(
    ChangeOrder order, FeedBase source, IReadOnlyDictionary<int, TailRow> current, int added, int number, long lastTime)
{
    /// <summary>Changes of one order share at most so many times, so that ties are long.</summary>
    private const int Groups = 20;

    private readonly HashSet<int> _touched = [];
    private Dice _dice = Dice.For(source.Seed, source.Area.Ordinal, source.Feed.Ordinal, number, purpose: 17);
    private int _done;

    public ChangeOutcome Outcome { get; private set; } = new(0, 0, 0, 0, 0, 0, "");

    public long LatestTime { get; private set; }

    public IEnumerable<ChangeStep> Steps()
    {
        for (var i = 0; i < order.New; i++)
        {
            Outcome = Outcome with { New = Outcome.New + 1 };
            yield return new ChangeStep(source.Count + added + i, "i", null, null, true, NextTime());
        }

        for (var i = 0; i < order.Changed && Find(IsGood) is { } index; i++)
        {
            Outcome = Outcome with { Changed = Outcome.Changed + 1 };
            yield return new ChangeStep(index, "u", null, null, false, NextTime());
        }

        for (var i = 0; i < order.Deleted && Find(IsGood) is { } index; i++)
        {
            Outcome = Outcome with { Deleted = Outcome.Deleted + 1 };
            yield return new ChangeStep(index, "d", null, null, false, NextTime());
        }

        for (var i = 0; i < order.Late && Find(IsGood) is { } index; i++)
        {
            Outcome = Outcome with { Late = Outcome.Late + 1 };
            yield return new ChangeStep(index, "u", null, null, false, Math.Max(source.LastTime + 1, order.At - 1 - order.LateSeconds));
        }

        string[] reasons = [.. source.Feed.Reasons.Where(reason => reason != RowNature.IdentityRepeated)];
        for (var i = 0; i < order.Spoiled && Find(IsGood) is { } index; i++)
        {
            Outcome = Outcome with { Spoiled = Outcome.Spoiled + 1 };
            yield return new ChangeStep(index, "u", reasons[i % reasons.Length], null, false, NextTime());
        }

        for (var i = 0; i < order.Healed && Find(IsBad) is { } index; i++)
        {
            Outcome = Outcome with { Healed = Outcome.Healed + 1 };
            yield return new ChangeStep(index, "u", null, DefectOf(index), false, NextTime());
        }
    }

    private long NextTime()
    {
        var total = Math.Max(1, order.Total - order.Late);
        var group = (int)((long)_done++ * Groups / Math.Max(Groups, total));
        var groups = (total + (Math.Max(Groups, total) / Groups) - 1) / (Math.Max(Groups, total) / Groups);
        // In the past of now and not before what was shown already, as far as there is room between the two.
        var time = Math.Max(order.At - groups + group, Math.Min(lastTime + 1, order.At - 1));
        LatestTime = Math.Max(LatestTime, Math.Max(source.LastTime + 1, Math.Min(time, order.At - 1)));
        return Math.Max(source.LastTime + 1, Math.Min(time, order.At - 1));
    }

    /// <summary>From a place that the dice choose onwards, the first record that fits and was not touched by this order.</summary>
    private int? Find(Func<int, bool> fits)
    {
        var count = source.Count + added;
        if (count == 0)
        {
            return null;
        }

        var start = _dice.Next(count);
        for (var i = 0; i < count; i++)
        {
            var index = (start + i) % count;
            if (fits(index) && _touched.Add(index))
            {
                return index;
            }
        }

        return null;
    }

    private bool IsGood(int index) =>
        current.TryGetValue(index, out var row)
            ? !row.Deleted && row.Defect is null
            : index < source.Count && source.NatureAt(index).IsGood
              && (index + 1 >= source.Count || source.NatureAt(index + 1).Repeat == Repeat.None);

    private bool IsBad(int index) => DefectOf(index) is not null;

    private string? DefectOf(int index) =>
        current.TryGetValue(index, out var row)
            ? row.Deleted ? null : row.Defect
            : index < source.Count && source.NatureAt(index) is { Repeat: Repeat.None, Defect: { } reason } ? reason : null;
}
