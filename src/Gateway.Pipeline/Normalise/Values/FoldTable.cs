using Gateway.Pipeline.Normalise.Data;

namespace Gateway.Pipeline.Normalise.Values;

/// <summary>
/// One entry per UTF-16 unit: what it becomes in a key, 0 where it disappears. A flat table (128 KB) costs one read a
/// character, whatever the script; only the few rows that are in use stay in the cache.
/// </summary>
internal static class FoldTable
{
    public const char Removed = '\0';

    /// <summary>For matching names: width, case, blanks, punctuation pairs, traditional and variant characters.</summary>
    public static readonly char[] Key = Build(traditional: true);

    /// <summary>For codes: width, case and blanks only.</summary>
    public static readonly char[] Code = Build(traditional: false);

    /// <summary>Blanks and characters that print nothing (zero width, byte order mark, controls).</summary>
    public static bool IsBlank(char c) => Code[c] == Removed;

    private static bool IsBlankByRule(char c) =>
        c <= ' ' || c is >= '\u007F' and <= '\u00A0' || c == '\u3000' || c == '\uFEFF' || c is >= '\u200B' and <= '\u200F'
        || (c >= '\u1680' && (char.IsWhiteSpace(c) || c is >= '\u2028' and <= '\u202E' or '\u2060'));

    private static char[] Build(bool traditional)
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i <= char.MaxValue; i++)
        {
            table[i] = Fold((char)i);
        }

        if (traditional)
        {
            AddPunctuation(table);
            AddTraditional(table);
        }

        return table;
    }

    private static char Fold(char c)
    {
        if (IsBlankByRule(c))
        {
            return Removed;
        }

        if (c is >= '\uFF01' and <= '\uFF5E')
        {
            c = (char)(c - 0xFEE0);
        }

        return char.IsAsciiLetterLower(c) ? (char)(c - 32) : c;
    }

    /// <summary>Marks that hands and keyboards exchange freely: document numbers are written 〔2023〕 and [2023] alike.</summary>
    private static void AddPunctuation(char[] table)
    {
        foreach (var (from, to) in new (string From, char To)[]
        {
            ("〔【［〖", '['), ("〕】］〗", ']'), ("“”„〝〞＂", '"'), ("‘’＇`", '\''), ("—–―‐‑−﹣－", '-'), ("•・∙⋅･", '·'), ("〜∼～", '~'),
        })
        {
            foreach (var c in from)
            {
                table[c] = to;
            }
        }
    }

    private static void AddTraditional(char[] table)
    {
        foreach (var line in ReferenceText.Lines("traditional.txt"))
        {
            foreach (var group in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                foreach (var variant in group.AsSpan(1))
                {
                    table[variant] = group[0];
                }
            }
        }
    }
}
