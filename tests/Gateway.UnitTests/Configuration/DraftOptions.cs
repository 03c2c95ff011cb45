using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
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

/// <summary>A generic profile whose feeds have rules of their own.</summary>
internal sealed class TestDraftProfile : IGenericProfile
{
    public static IReadOnlyList<IAdapterProfile> WithTwo { get; } = [.. TestProfile.Two, new TestDraftProfile()];

    public string Name => "draft";

    public string VariableName => "Draft";

    public Type OptionsType => typeof(DraftOptions);

    public IReadOnlyList<string> Targets => [];

    public ISource? CreateSource(AdapterContext context, object options) => throw new NotSupportedException();

    public IReadOnlyList<ISink> CreateSinks(AdapterContext context, object options) => throw new NotSupportedException();

    public IAdapterProfile Derive(string name, string variableName, IReadOnlyList<string> targets) =>
        new TestProfile(name, variableName, OptionsType, targets, Feed.Matter, Feed.Subject);
}
