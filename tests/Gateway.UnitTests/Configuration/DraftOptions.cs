using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Mappings;
using Gateway.Contracts;

namespace Gateway.UnitTests.Configuration;

public sealed class DraftOptions
{
    [Required]
    public Uri? BaseAddress { get; init; }

    [Secret, Required]
    public string? Token { get; init; }

    public Dictionary<Feed, DraftFeed> Feeds { get; init; } = [];
}

public sealed class DraftFeed : IValidatableObject
{
    [Required]
    public DraftCall? Call { get; init; }

    public Dictionary<string, FieldRule> Fields { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        FieldRules.Problems(FeedSchemas.Subject, Fields, nameof(Fields));
}

public sealed class DraftCall
{
    [Required]
    public string Path { get; init; } = "";

    public string Method { get; init; } = "GET";

    public DraftAnswer Answer { get; init; } = new();
}

public sealed class DraftAnswer
{
    public string? Rows { get; init; }
}
