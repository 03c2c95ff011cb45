using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Publicity;

/// <summary>Profile 2: 国家企业信用信息公示系统.</summary>
public sealed class PublicityProfile : IAdapterProfile
{
    /// <summary>Name of the profile and of its target.</summary>
    public const string ProfileName = "publicity";

    /// <inheritdoc/>
    public string Name => ProfileName;

    /// <inheritdoc/>
    public string VariableName => "Publicity";

    /// <inheritdoc/>
    public Type OptionsType => typeof(PublicityOptions);

    /// <inheritdoc/>
    public IReadOnlyList<string> Targets => [ProfileName];

    /// <summary>It is only pushed to.</summary>
    public ISource? CreateSource(AdapterContext context, object options) => null;

    /// <inheritdoc/>
    public IReadOnlyList<ISink> CreateSinks(AdapterContext context, object options) =>
        [new PublicitySink(context, (PublicityOptions)options)];
}
