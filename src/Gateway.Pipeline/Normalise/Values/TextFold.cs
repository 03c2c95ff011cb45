namespace Gateway.Pipeline.Normalise.Values;

/// <summary>
/// Makes texts comparable. Keys are for matching and never shown or stored as the value: the text received is kept beside them.
/// Every function returns the same instance when there is nothing to change.
/// </summary>
public static class TextFold
{
    private const int OnStack = 256;

    /// <summary>Matching key: half width, upper case, simplified characters, no blanks, one form of brackets, quotes and dashes.</summary>
    public static string Key(string text) => Apply(text, FoldTable.Key);

    /// <summary>Key of two texts is the same; nothing is allocated.</summary>
    public static bool SameKey(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var table = FoldTable.Key;
        int i = 0, j = 0;
        while (true)
        {
            while (i < left.Length && table[left[i]] == FoldTable.Removed)
            {
                i++;
            }

            while (j < right.Length && table[right[j]] == FoldTable.Removed)
            {
                j++;
            }

            if (i == left.Length || j == right.Length)
            {
                return i == left.Length && j == right.Length;
            }

            if (table[left[i++]] != table[right[j++]])
            {
                return false;
            }
        }
    }

    /// <summary>A code as it should have been typed: half width, upper case, no blanks; characters are not simplified.</summary>
    public static string Code(string text) => Apply(text, FoldTable.Code);

    /// <summary>The text for storing and showing: no blanks at the ends, runs of blanks as one space, nothing that prints nothing.</summary>
    public static string Clean(string text)
    {
        var first = FirstUnclean(text);
        if (first < 0)
        {
            return text;
        }

        var buffer = text.Length <= OnStack ? stackalloc char[OnStack] : new char[text.Length];
        text.AsSpan(0, first).CopyTo(buffer);
        var length = first;
        var pending = false;
        for (var i = first; i < text.Length; i++)
        {
            var c = text[i];
            if (!FoldTable.IsBlank(c))
            {
                if (pending && length > 0 && buffer[length - 1] != ' ')
                {
                    buffer[length++] = ' ';
                }

                pending = false;
                buffer[length++] = c;
            }
            else if (!PrintsNothing(c))
            {
                pending = true;
            }
        }

        while (length > 0 && buffer[length - 1] == ' ')
        {
            length--;
        }

        return new string(buffer[..length]);
    }

    internal static string Apply(string text, char[] table)
    {
        var first = 0;
        while (first < text.Length && table[text[first]] == text[first] && text[first] != FoldTable.Removed)
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var buffer = text.Length <= OnStack ? stackalloc char[OnStack] : new char[text.Length];
        text.AsSpan(0, first).CopyTo(buffer);
        var length = first;
        foreach (var c in text.AsSpan(first))
        {
            var folded = table[c];
            buffer[length] = folded;
            length += folded == FoldTable.Removed ? 0 : 1;
        }

        return new string(buffer[..length]);
    }

    /// <summary>Where cleaning would begin to change the text, or -1: a blank other than one space between two other characters.</summary>
    private static int FirstUnclean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ' ' ? i == 0 || i == text.Length - 1 || text[i - 1] == ' ' : FoldTable.IsBlank(c))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Zero-width characters part nothing; other blanks part words.</summary>
    private static bool PrintsNothing(char c) => c is >= '\u200B' and <= '\u200F' or '\uFEFF' or '\u2060' or (>= '\u202A' and <= '\u202E') || c == '\0';
}
