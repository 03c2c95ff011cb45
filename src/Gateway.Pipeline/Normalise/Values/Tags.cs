using System.Buffers;

namespace Gateway.Pipeline.Normalise.Values;

/// <summary>Tags in one cell: parted by comma, enumeration comma, semicolon or bar of either width; cleaned, each once, in the order sent.</summary>
public static class Tags
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(",，、;；|｜");

    public static IReadOnlyList<string> Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        if (text.AsSpan().IndexOfAny(Separators) < 0)
        {
            var only = TextFold.Clean(text);
            return only.Length == 0 ? [] : [only];
        }

        var tags = new List<string>(4);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny(Separators);
            Add(tags, end < 0 ? rest : rest[..end]);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return tags;
    }

    /// <summary>A handful of tags a row: looking through the list costs less than a set.</summary>
    private static void Add(List<string> tags, ReadOnlySpan<char> part)
    {
        var tag = TextFold.Clean(part.ToString());
        if (tag.Length == 0)
        {
            return;
        }

        foreach (var known in tags)
        {
            if (TextFold.SameKey(known, tag))
            {
                return;
            }
        }

        tags.Add(tag);
    }
}
