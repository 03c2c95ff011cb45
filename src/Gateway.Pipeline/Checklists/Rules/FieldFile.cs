using System.ComponentModel.DataAnnotations;

namespace Gateway.Pipeline.Checklists.Rules;

/// <summary>A file of adapters/fields as written.</summary>
internal sealed class FieldFile
{
    [Required, StringLength(40, MinimumLength = 2)]
    public string Field { get; init; } = "";

    [Required, Range(1, 9999)]
    public int Order { get; init; }

    [Required, AllowedValues("重点", "一般")]
    public string Category { get; init; } = "";

    [Required]
    public string Lead { get; init; } = "";

    /// <summary>Empty: all kinds.</summary>
    public List<string> Joining { get; init; } = [];

    [Required]
    public MattersSection? Matters { get; init; }

    public List<WiderSection> Wider { get; init; } = [];
}

internal sealed class MattersSection : IValidatableObject
{
    public List<string> Codes { get; init; } = [];

    public WordsSection Names { get; init; } = new();

    public WordsSection Objects { get; init; } = new();

    public List<string> Laws { get; init; } = [];

    public List<string> Industries { get; init; } = [];

    public List<string> Departments { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Codes.Count + Laws.Count + Industries.Count + Names.Any.Count + Names.All.Count + Objects.Any.Count + Objects.All.Count == 0)
        {
            yield return new ValidationResult("至少要有一种识别条件：codes、names、objects、laws 或 industries");
        }
    }
}

internal sealed class WordsSection
{
    public List<string> Any { get; init; } = [];

    public List<string> All { get; init; } = [];

    public List<string> None { get; init; } = [];
}

internal sealed class WiderSection
{
    [Required, StringLength(60, MinimumLength = 2)]
    public string Object { get; init; } = "";

    [Required, MinLength(1)]
    public List<string> Words { get; init; } = [];
}
