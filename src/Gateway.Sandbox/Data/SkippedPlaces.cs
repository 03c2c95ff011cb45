namespace Gateway.Sandbox.Data;

/// <summary>The places 0…count−1 without some; finds the n-th place that is left by binary search, so nothing is kept per row.</summary>
internal sealed class SkippedPlaces(int count, int[] skipped)
{
    public int Left => count - skipped.Length;

    /// <summary>How many places before <paramref name="place"/> are left.</summary>
    public int RankOf(int place) => place - SkippedBefore(place);

    /// <summary>The runs of neighbouring places that hold the left ones from rank <paramref name="from"/> up to <paramref name="to"/>.</summary>
    public IEnumerable<(int First, int End)> Runs(int from, int to)
    {
        var wanted = to - from;
        if (wanted <= 0)
        {
            yield break;
        }

        var (low, high) = (0, skipped.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = skipped[middle] - middle <= from ? (middle + 1, high) : (low, middle);
        }

        var (place, next) = (from + low, low);
        while (wanted > 0)
        {
            var end = Math.Min(place + wanted, next < skipped.Length ? skipped[next] : count);
            if (end > place)
            {
                yield return (place, end);
                wanted -= end - place;
            }

            place = end + 1;
            next++;
        }
    }

    private int SkippedBefore(int place)
    {
        var at = Array.BinarySearch(skipped, place);
        return at >= 0 ? at : ~at;
    }
}
