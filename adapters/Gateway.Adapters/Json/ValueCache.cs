using System.Text;

namespace Gateway.Adapters.Json;

/// <summary>
/// Gives the same string for the same short bytes: kinds, areas, batches and departments repeat in almost every row. A field whose values
/// seldom repeat is found out and no longer looked up.
/// </summary>
internal sealed class ValueCache(int fields)
{
    private const int Slots = 512;
    private const int LongestValue = 48;
    private const int Trial = 64;

    private readonly (byte[]? Bytes, string? Text)[] _slots = new (byte[]?, string?)[Slots];
    private readonly (int Asked, int Found)[] _fields = new (int, int)[fields];

    public string Text(ReadOnlySpan<byte> utf8, int field)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        ref var use = ref _fields[field];
        if (utf8.Length > LongestValue || (use.Asked >= Trial && use.Found * 4 < use.Asked))
        {
            return Encoding.UTF8.GetString(utf8);
        }

        use.Asked++;
        ref var slot = ref _slots[Hash(utf8) % Slots];
        if (slot.Bytes is not null && utf8.SequenceEqual(slot.Bytes))
        {
            use.Found++;
            return slot.Text!;
        }

        slot = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return slot.Text!;
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = 2166136261u;
        foreach (var value in utf8)
        {
            hash = (hash ^ value) * 16777619u;
        }

        return hash ^ (hash >> 15);
    }
}
