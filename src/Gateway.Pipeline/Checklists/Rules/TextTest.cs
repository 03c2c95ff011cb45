namespace Gateway.Pipeline.Checklists.Rules;

/// <summary>Words that a text must or must not contain; all are folded as the text is.</summary>
/// <param name="Any">One of them suffices; empty asks for none.</param>
/// <param name="All">Every one is needed.</param>
/// <param name="None">One of them is a veto.</param>
public sealed record TextTest(IReadOnlyList<string> Any, IReadOnlyList<string> All, IReadOnlyList<string> None)
{
    public static TextTest Empty { get; } = new([], [], []);

    public bool Asks => Any.Count + All.Count > 0;

    public bool Vetoes(string key) => None.Any(word => key.Contains(word, StringComparison.Ordinal));

    /// <summary>Length of the longest word found, 0 when the test asks for nothing or is not met: longer words are more specific.</summary>
    public int Meets(string key)
    {
        if (!Asks || !All.All(word => key.Contains(word, StringComparison.Ordinal)))
        {
            return 0;
        }

        var any = Any.Where(word => key.Contains(word, StringComparison.Ordinal)).Select(word => word.Length).DefaultIfEmpty(0).Max();
        return Any.Count > 0 && any == 0 ? 0 : Math.Max(any, All.Select(word => word.Length).DefaultIfEmpty(0).Max());
    }
}
