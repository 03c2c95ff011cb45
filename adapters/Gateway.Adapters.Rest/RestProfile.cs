using Gateway.Adapters.Configuration;
using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Sinks;
using Gateway.Adapters.Rest.Sources;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Rest;

/// <summary>The generic profile <c>rest</c>, or a profile that a file made of it.</summary>
public sealed class RestProfile : IGenericProfile
{
    /// <summary>Name that a profile's file extends.</summary>
    public const string GenericName = "rest";

    private readonly IReadOnlyList<string> _targets;

    /// <summary>The generic profile.</summary>
    public RestProfile()
        : this(GenericName, "Rest", [])
    {
    }

    private RestProfile(string name, string variableName, IReadOnlyList<string> targets) =>
        (Name, VariableName, _targets) = (name, variableName, targets);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string VariableName { get; }

    /// <inheritdoc/>
    public Type OptionsType => typeof(RestOptions);

    /// <inheritdoc/>
    public IReadOnlyList<string> Targets => _targets;

    /// <inheritdoc/>
    public IAdapterProfile Derive(string name, string variableName, IReadOnlyList<string> targets) => new RestProfile(name, variableName, targets);

    /// <inheritdoc/>
    public ISource? CreateSource(AdapterContext context, object options) => options is RestOptions { Feeds.Count: > 0 } rest
        ? new RestSource(new RestPlatform(Name, context, rest))
        : null;

    /// <inheritdoc/>
    public IReadOnlyList<ISink> CreateSinks(AdapterContext context, object options)
    {
        var rest = (RestOptions)options;
        var platform = new RestPlatform(Name, context, rest);
        return [.. rest.Targets.Select(target => RestSink.Make(platform, IGenericProfile.TargetOf(Name, target.Key), target.Value))];
    }
}
