using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Hotline;

/// <summary>Profile 10: 12345政务服务便民热线 and other sources of leads.</summary>
public sealed class HotlineProfile : IAdapterProfile
{
    /// <summary>Name of the profile and of its target.</summary>
    public const string ProfileName = "hotline";

    /// <inheritdoc/>
    public string Name => ProfileName;

    /// <inheritdoc/>
    public string VariableName => "Hotline";

    /// <inheritdoc/>
    public Type OptionsType => typeof(HotlineOptions);

    /// <inheritdoc/>
    public IReadOnlyList<string> Targets => [ProfileName];

    /// <inheritdoc/>
    public ISource CreateSource(AdapterContext context, object options) => new HotlineSource(context, (HotlineOptions)options);

    /// <inheritdoc/>
    public IReadOnlyList<ISink> CreateSinks(AdapterContext context, object options) =>
        [new HotlineSink(context, (HotlineOptions)options)];
}
