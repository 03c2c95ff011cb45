using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Normalise.Data;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>Reads publication-terms.yaml, strictly. A folder without one has the terms of the law as it stood when this version was made.</summary>
public static class PublicationTermsFile
{
    public const string Name = "publication-terms.yaml";

    /// <exception cref="FormatException">All that is wrong in the file.</exception>
    public static PublicationTerms ReadFrom(string folder)
    {
        var file = Path.Combine(folder, Name);
        if (!File.Exists(file))
        {
            return PublicationTerms.Default;
        }

        using var text = File.OpenText(file);
        return Read(text);
    }

    /// <exception cref="FormatException">All that is wrong in the file.</exception>
    public static PublicationTerms Read(TextReader yaml)
    {
        var document = ReferenceFile.Read<Document>(yaml, Name);
        var problems = new List<string>();
        var terms = new Dictionary<Severity, PublicationTerm>();
        foreach (var (severity, entry, word) in new[]
        {
            (Severity.Minor, document.Minor, "minor"), (Severity.General, document.General, "general"), (Severity.Serious, document.Serious, "serious"),
        })
        {
            if (entry is not { Published: { } published, MinMonths: { } min, MaxMonths: { } max })
            {
                problems.Add($"{word} 缺少 published、minMonths 或 maxMonths");
            }
            else if (min < 0 || max < 1 || min > max || max > 600)
            {
                problems.Add($"{word} 应为 0 ≤ minMonths ≤ maxMonths ≤ 600，且 maxMonths ≥ 1");
            }
            else
            {
                terms[severity] = new PublicationTerm(published, min, max);
            }
        }

        return problems.Count == 0 ? new PublicationTerms(terms) : throw new FormatException($"{Name}：{string.Join("；", problems)}");
    }

    private sealed class Document
    {
        public Entry? Minor { get; set; }

        public Entry? General { get; set; }

        public Entry? Serious { get; set; }
    }

    private sealed class Entry
    {
        public bool? Published { get; set; }

        public int? MinMonths { get; set; }

        public int? MaxMonths { get; set; }
    }
}
