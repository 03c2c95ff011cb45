using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.UnitTests.Configuration;

/// <summary>A platform that exists in these tests only, with an option of every kind.</summary>
public sealed class AlphaOptions : IValidatableObject
{
    [Required]
    public Uri? BaseAddress { get; init; }

    [Secret, Required]
    public string? AppKey { get; init; }

    [Range(1, 1000)]
    public int PageSize { get; init; } = 500;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public AlphaMode Mode { get; init; }

    public bool Strict { get; init; }

    public Dictionary<string, string> Codes { get; init; } = new() { ["Good"] = "1", ["Bad"] = "2" };

    public IReadOnlyList<string> Kinds { get; init; } = ["01", "02"];

    public AlphaLimits Limits { get; init; } = new() { MaxRows = 200 };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Codes.Keys.Where(key => key is not ("Good" or "Bad")).Select(key => new ValidationResult($"“{key}”不是规范代码", [nameof(Codes)]));
}

public enum AlphaMode
{
    PlainText,

    Sealed,
}

public sealed class AlphaLimits
{
    [Range(1, 500)]
    public int MaxRows { get; init; } = 100;

    public double Share { get; init; } = 0.5;
}

public sealed class BetaOptions
{
    [Secret, Required]
    public string? Token { get; init; }

    public string Name { get; init; } = "beta";
}

/// <summary>Hands out sources and sinks that only know what they were made of.</summary>
internal sealed class TestProfile(string name, string variableName, Type optionsType, IReadOnlyList<string> targets, params Feed[] feeds)
    : IAdapterProfile
{
    public static IReadOnlyList<IAdapterProfile> Two { get; } =
    [
        new TestProfile("alpha-rest", "AlphaRest", typeof(AlphaOptions), ["alpha-rest", "alpha-rest.checklist"], Feed.Matter, Feed.Subject),
        new TestProfile("beta", "Beta", typeof(BetaOptions), ["beta"]),
    ];

    public string Name => name;

    public string VariableName => variableName;

    public Type OptionsType => optionsType;

    public IReadOnlyList<string> Targets => targets;

    public ISource? CreateSource(AdapterContext context, object options) =>
        feeds.Length == 0 ? null : new TestSource(name, feeds, context, options);

    public IReadOnlyList<ISink> CreateSinks(AdapterContext context, object options) =>
        [.. targets.Select(target => new TestSink(target, context, options))];
}

/// <summary>Settings of a generic profile.</summary>
public sealed class GammaOptions : IValidatableObject
{
    [Required]
    public Uri? BaseAddress { get; init; }

    [Secret, Required]
    public string? Token { get; init; }

    public int PageSize { get; init; } = 50;

    public IReadOnlyList<string> Kinds { get; init; } = ["01"];

    public Dictionary<string, GammaTarget> Targets { get; init; } = [];

    /// <summary>Rules of feed matter.</summary>
    public Dictionary<string, FieldRule> Fields { get; init; } = new() { ["identity"] = FieldRule.Rename("id") };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        FieldRules.Problems(FeedSchemas.Matter, Fields, nameof(Fields));
}

public sealed class GammaTarget
{
    [Required]
    public string Path { get; init; } = "";

    public bool Public { get; init; }
}

/// <summary>A generic profile that exists in these tests only.</summary>
internal sealed class TestGenericProfile(string name, string variableName, Type optionsType, params Feed[] feeds) : IGenericProfile
{
    public static IReadOnlyList<IAdapterProfile> WithTwo { get; } =
        [.. TestProfile.Two, new TestGenericProfile("gamma", "Gamma", typeof(GammaOptions), Feed.Matter)];

    /// <summary>One whose feeds have rules of their own.</summary>
    public static TestGenericProfile Draft { get; } = new("draft", "Draft", typeof(DraftOptions), Feed.Matter, Feed.Subject);

    public static IReadOnlyList<IAdapterProfile> DraftWithTwo { get; } = [.. TestProfile.Two, Draft];

    public string Name => name;

    public string VariableName => variableName;

    public Type OptionsType => optionsType;

    public IReadOnlyList<string> Targets => [];

    public ISource? CreateSource(AdapterContext context, object options) => throw new NotSupportedException();

    public IReadOnlyList<ISink> CreateSinks(AdapterContext context, object options) => throw new NotSupportedException();

    public IAdapterProfile Derive(string name, string variableName, IReadOnlyList<string> targets) =>
        new TestProfile(name, variableName, OptionsType, targets, feeds);
}

internal sealed record TestSource(string Profile, IReadOnlyCollection<Feed> Feeds, AdapterContext Context, object Options) : ISource
{
    public IAsyncEnumerable<SourcePage> ReadAsync(PullRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public PageRows Parse(Feed feed, ReadOnlyMemory<byte> body) => throw new NotSupportedException();
}

internal sealed record TestSink(string Target, AdapterContext Context, object Options) : ISink
{
    public PlatformKey Platform => throw new NotSupportedException();

    public TargetTraits Traits => throw new NotSupportedException();

    public SinkLimits Limits => throw new NotSupportedException();

    public byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => throw new NotSupportedException();

    public Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();
}
