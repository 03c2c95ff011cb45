using System.Collections.Frozen;

namespace Gateway.Pipeline.Normalise.Values;

/// <summary>Words found in folded text, the longest at a place first. Words are indexed by their first two characters, so none is shorter.</summary>
internal sealed class WordIndex<T>
{
    private readonly FrozenDictionary<int, (string Word, T Value)[]> _words;

    public WordIndex(IEnumerable<(string Word, T Value)> words)
    {
        var index = new Dictionary<int, List<(string Word, T Value)>>();
        foreach (var (word, value) in words)
        {
            var key = TextFold.Key(word);
            if (key.Length < 2)
            {
                throw new ArgumentException($"A word needs two characters or more: \"{word}\".", nameof(words));
            }

            if (!index.TryGetValue(Pair(key), out var list))
            {
                index.Add(Pair(key), list = []);
            }

            list.Add((key, value));
        }

        _words = index.ToFrozenDictionary(
            entry => entry.Key,
            entry => entry.Value.OrderByDescending(word => word.Word.Length).ToArray());
    }

    /// <summary>The longest word that begins at this place of a key, if any.</summary>
    public bool TryMatchAt(ReadOnlySpan<char> key, int at, out T value, out int length)
    {
        if (at + 1 < key.Length && _words.TryGetValue(Pair(key[at..]), out var candidates))
        {
            foreach (var (word, candidate) in candidates)
            {
                if (key[at..].StartsWith(word))
                {
                    (value, length) = (candidate, word.Length);
                    return true;
                }
            }
        }

        (value, length) = (default!, 0);
        return false;
    }

    private static int Pair(ReadOnlySpan<char> text) => (text[0] << 16) | text[1];
}
