using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Credit;

/// <summary>Profile 3: 信用中国 and 全国信用信息共享平台.</summary>
public sealed class CreditProfile : IAdapterProfile
{
    /// <summary>Name of the profile and of its target.</summary>
    public const string ProfileName = "credit";

    /// <inheritdoc/>
    public string Name => ProfileName;

    /// <inheritdoc/>
    public string VariableName => "Credit";

    /// <inheritdoc/>
    public Type OptionsType => typeof(CreditOptions);

    /// <inheritdoc/>
    public IReadOnlyList<string> Targets => [ProfileName];

    /// <summary>It is only pushed to.</summary>
    public ISource? CreateSource(AdapterContext context, object options) => null;

    /// <inheritdoc/>
    public IReadOnlyList<ISink> CreateSinks(AdapterContext context, object options) => [new CreditSink(context, (CreditOptions)options)];
}
