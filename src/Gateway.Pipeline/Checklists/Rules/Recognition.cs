namespace Gateway.Pipeline.Checklists.Rules;

/// <summary>What recognition looks at, folded for matching.</summary>
/// <param name="Code">14 digits.</param>
/// <param name="Name">Item and sub-item.</param>
/// <param name="Object">监管对象, empty where there is none.</param>
/// <param name="Basis">设定依据, empty where there is none.</param>
/// <param name="Industry">GB/T 4754 digits, empty where there are none.</param>
/// <param name="DepartmentKind">Kind of the department, where the dictionary knows it.</param>
public sealed record MatterTexts(string Code, string Name, string Object, string Basis, string Industry, string? DepartmentKind);

/// <summary>How the matters of a field are recognised. All words are folded.</summary>
/// <param name="Codes">Prefixes of matter codes; they go before everything, also before vetoes.</param>
/// <param name="Names">Words of the matter's name.</param>
/// <param name="Objects">Words of the object.</param>
/// <param name="Laws">Laws that the basis names.</param>
/// <param name="Industries">Prefixes of industry codes.</param>
/// <param name="Departments">Only matters of these kinds of department; empty means of any.</param>
public sealed record Recognition(
    IReadOnlyList<string> Codes, TextTest Names, TextTest Objects, IReadOnlyList<string> Laws, IReadOnlyList<string> Industries,
    IReadOnlyList<string> Departments)
{
    /// <summary>The strongest evidence and, for words, the length of the longest one.</summary>
    public (Evidence Evidence, int Weight) Judge(MatterTexts matter)
    {
        if (Codes.Where(prefix => matter.Code.StartsWith(prefix, StringComparison.Ordinal)).Select(prefix => prefix.Length).DefaultIfEmpty(0).Max()
            is > 0 and var prefix)
        {
            return (Evidence.Code, prefix);
        }

        if (Names.Vetoes(matter.Name) || Objects.Vetoes(matter.Object)
            || (Departments.Count > 0 && (matter.DepartmentKind is null || !Departments.Contains(matter.DepartmentKind))))
        {
            return (Evidence.None, 0);
        }

        if (Math.Max(Names.Meets(matter.Name), Objects.Meets(matter.Object)) is > 0 and var word)
        {
            return (Evidence.Words, word);
        }

        return Laws.Any(law => matter.Basis.Contains(law, StringComparison.Ordinal))
            || Industries.Any(prefix => matter.Industry.StartsWith(prefix, StringComparison.Ordinal))
                ? (Evidence.Circumstance, 0)
                : (Evidence.None, 0);
    }
}
