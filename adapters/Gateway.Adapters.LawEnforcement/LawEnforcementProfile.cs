using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.LawEnforcement;

/// <summary>Profile 7: 行政执法综合管理监督信息系统.</summary>
public sealed class LawEnforcementProfile : IAdapterProfile
{
    /// <summary>Name of the profile and of its target.</summary>
    public const string ProfileName = "law-enforcement";

    /// <inheritdoc/>
    public string Name => ProfileName;

    /// <inheritdoc/>
    public string VariableName => "LawEnforcement";

    /// <inheritdoc/>
    public Type OptionsType => typeof(LawEnforcementOptions);

    /// <inheritdoc/>
    public IReadOnlyList<string> Targets => [ProfileName];

    /// <summary>It is only pushed to.</summary>
    public ISource? CreateSource(AdapterContext context, object options) => null;

    /// <inheritdoc/>
    public IReadOnlyList<ISink> CreateSinks(AdapterContext context, object options) =>
        [new LawEnforcementSink(context, (LawEnforcementOptions)options)];
}
