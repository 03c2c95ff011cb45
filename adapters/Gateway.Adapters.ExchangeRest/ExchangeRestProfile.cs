using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>Profile 1: the provincial “互联网+监管” platform.</summary>
public sealed class ExchangeRestProfile : IAdapterProfile
{
    /// <summary>Name of the profile and of its target for results.</summary>
    public const string ProfileName = "exchange-rest";

    /// <summary>Name of its target for checklists.</summary>
    public const string ChecklistTarget = "exchange-rest.checklist";

    /// <inheritdoc/>
    public string Name => ProfileName;

    /// <inheritdoc/>
    public string VariableName => "ExchangeRest";

    /// <inheritdoc/>
    public Type OptionsType => typeof(ExchangeRestOptions);

    /// <inheritdoc/>
    public IReadOnlyList<string> Targets => [ProfileName, ChecklistTarget];

    /// <inheritdoc/>
    public ISource CreateSource(AdapterContext context, object options) =>
        new ExchangeRestSource(context, (ExchangeRestOptions)options);

    /// <inheritdoc/>
    public IReadOnlyList<ISink> CreateSinks(AdapterContext context, object options)
    {
        var effective = (ExchangeRestOptions)options;
        var session = new ExchangeSession(context, effective);
        return [new ExchangeResultSink(context, effective, session), new ExchangeChecklistSink(context, effective, session)];
    }
}
