namespace Gateway.Sandbox.Data;

/// <summary>
/// Where the bad rows of a feed lie. Every period of rows holds one row of each reason, at a place that the seed chooses inside
/// the reason's own stride; so the share is known, every reason occurs, and the row before a repeat is always a good one.
/// </summary>
internal sealed class DefectPattern
{
    private readonly string[] _slots;
    private readonly int _period;
    private readonly int _stride;
    private readonly int _seed;
    private readonly int _area;
    private readonly int _feed;

    public DefectPattern(int seed, int area, int feed, IReadOnlyList<string> reasons, int period, int rows)
    {
        _slots = [.. reasons, RowNature.RepeatedSlot];
        _period = Math.Max(_slots.Length * 3, Math.Min(period, rows));
        _stride = _period / _slots.Length;
        (_seed, _area, _feed) = (seed, area, feed);
    }

    public RowNature At(int index)
    {
        var (block, within) = Math.DivRem(index, _period);
        var (slot, place) = Math.DivRem(within, _stride);
        if (slot >= _slots.Length)
        {
            return default;
        }

        var dice = Dice.For(_seed, _area, _feed, ((long)block * 64) + slot, purpose: 7);
        if (place != 1 + dice.Next(_stride - 1))
        {
            return default;
        }

        return _slots[slot] switch
        {
            RowNature.RepeatedSlot => new RowNature(null, Repeat.Exact),
            RowNature.IdentityRepeated => new RowNature(RowNature.IdentityRepeated, Repeat.Conflict),
            var reason => new RowNature(reason, Repeat.None),
        };
    }
}
