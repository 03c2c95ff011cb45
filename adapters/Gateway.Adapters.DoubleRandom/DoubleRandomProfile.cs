using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.DoubleRandom;

/// <summary>Profile 4: the “双随机、一公开” 监管工作平台.</summary>
public sealed class DoubleRandomProfile : IAdapterProfile
{
    /// <summary>Name of the profile and of its target.</summary>
    public const string ProfileName = "double-random";

    /// <inheritdoc/>
    public string Name => ProfileName;

    /// <inheritdoc/>
    public string VariableName => "DoubleRandom";

    /// <inheritdoc/>
    public Type OptionsType => typeof(DoubleRandomOptions);

    /// <inheritdoc/>
    public IReadOnlyList<string> Targets => [ProfileName];

    /// <inheritdoc/>
    public ISource CreateSource(AdapterContext context, object options) => new DoubleRandomSource(context, (DoubleRandomOptions)options);

    /// <inheritdoc/>
    public IReadOnlyList<ISink> CreateSinks(AdapterContext context, object options) =>
        [new DoubleRandomSink(context, (DoubleRandomOptions)options)];
}
