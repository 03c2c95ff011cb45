namespace Gateway.Pipeline.Normalise;

/// <summary>Whether a basis cites an article, 第X条: what the filling notes of Annex 1 ask for (具体条文).</summary>
public static class ArticleCitation
{
    private static readonly System.Buffers.SearchValues<char> Numerals =
        System.Buffers.SearchValues.Create("0123456789０１２３４５６７８９一二三四五六七八九十百千零〇两○");

    public static bool IsIn(ReadOnlySpan<char> basis)
    {
        while (true)
        {
            var at = basis.IndexOf('第');
            if (at < 0)
            {
                return false;
            }

            basis = basis[(at + 1)..].TrimStart();
            var digits = basis.IndexOfAnyExcept(Numerals);
            if (digits > 0 && basis[digits..].TrimStart() is [('条' or '條'), ..])
            {
                return true;
            }
        }
    }
}
