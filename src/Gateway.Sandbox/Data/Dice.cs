namespace Gateway.Sandbox.Data;

/// <summary>
/// SplitMix64 started from the facts that name a thing (seed, area, feed, row), so that any row can be made alone, in any order,
/// and is always the same.
/// </summary>
internal struct Dice(ulong state)
{
    private ulong _state = state;

    public static Dice For(int seed, int area, int feed, long index, int purpose = 0)
    {
        var mixed = Mix((ulong)(uint)seed + 0x9E3779B97F4A7C15UL);
        mixed = Mix(mixed ^ ((ulong)(uint)area << 32 | (uint)feed));
        return new Dice(Mix(mixed ^ ((ulong)index * 0xD1B54A32D192ED03UL) ^ (uint)purpose));
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return Mix(_state);
    }

    public int Next(int below) => (int)(Next() % (ulong)below);

    public bool Percent(int share) => Next(100) < share;

    public T Pick<T>(IReadOnlyList<T> of) => of[Next(of.Count)];

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
