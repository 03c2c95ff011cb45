using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Credit;

/// <summary>Profile 3: 信用中国 and 全国信用信息共享平台.</summary>
public sealed class CreditProfile : IAdapterProfile
{
    /// <summary>Name of the profile and of its target for inspection results.</summary>
    public const string ProfileName = "credit";

    /// <inheritdoc/>
    public string Name => ProfileName;

    /// <inheritdoc/>
    public string VariableName => "Credit";

    /// <inheritdoc/>
    public Type OptionsType => typeof(CreditOptions);

    /// <inheritdoc/>
    public IReadOnlyList<string> Targets => [ProfileName, CreditPenaltySink.Name, CreditLicenceSink.Name];

    /// <summary>It is only pushed to.</summary>
    public ISource? CreateSource(AdapterContext context, object options) => null;

    /// <inheritdoc/>
    public IReadOnlyList<ISink> CreateSinks(AdapterContext context, object options)
    {
        var settings = (CreditOptions)options;
        var call = new CreditCall(context, settings);
        return
        [
            new CreditCheckSink(context, settings, call), new CreditPenaltySink(context, settings, call), new CreditLicenceSink(context, settings, call),
        ];
    }
}
