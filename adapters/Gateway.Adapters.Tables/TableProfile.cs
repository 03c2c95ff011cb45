using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Tables;

/// <summary>Generic profile <c>table</c>: exchange through the tables of a database; <c>exchange-table</c> (platform 5) is a file over it.</summary>
public sealed class TableProfile : IGenericProfile
{
    /// <summary>What files name in <c>extends</c>.</summary>
    public const string ProfileName = "table";

    private readonly IReadOnlyList<string> _targets;

    /// <summary>The generic profile itself.</summary>
    public TableProfile()
        : this(ProfileName, "Table", [])
    {
    }

    private TableProfile(string name, string variableName, IReadOnlyList<string> targets) =>
        (Name, VariableName, _targets) = (name, variableName, targets);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string VariableName { get; }

    /// <inheritdoc/>
    public Type OptionsType => typeof(TableOptions);

    /// <inheritdoc/>
    public IReadOnlyList<string> Targets => _targets;

    /// <inheritdoc/>
    public IAdapterProfile Derive(string name, string variableName, IReadOnlyList<string> targets) => new TableProfile(name, variableName, targets);

    /// <inheritdoc/>
    public ISource CreateSource(AdapterContext context, object options) => new TableSource(context, Name, (TableOptions)options);

    /// <inheritdoc/>
    public IReadOnlyList<ISink> CreateSinks(AdapterContext context, object options)
    {
        var effective = (TableOptions)options;
        return
        [
            .. effective.Targets.Select(x => x.Value.Ledger
                ? new TableLedgerSink(context, Name, IGenericProfile.TargetOf(Name, x.Key), effective, x.Value)
                : new TableSink(context, Name, IGenericProfile.TargetOf(Name, x.Key), effective, x.Value)),
        ];
    }
}
