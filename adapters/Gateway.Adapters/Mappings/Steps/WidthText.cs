namespace Gateway.Adapters.Mappings.Steps;

/// <summary>Full-width and half-width.</summary>
internal static class WidthText
{
    private const char FirstFull = '\uff01';
    private const char LastFull = '\uff5e';
    private const char IdeographicSpace = '\u3000';

    /// <summary>The text with half-width letters, digits, signs and blanks; the same instance where nothing changes.</summary>
    public static string Fold(string text)
    {
        var any = false;
        foreach (var letter in text)
        {
            any |= letter is (>= FirstFull and <= LastFull) or IdeographicSpace;
        }

        return any
            ? string.Create(text.Length, text, static (span, source) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    span[i] = source[i] switch
                    {
                        IdeographicSpace => ' ',
                        >= FirstFull and <= LastFull and var full => (char)(full - FirstFull + '!'),
                        var other => other,
                    };
                }
            })
            : text;
    }
}
