using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;

namespace Gateway.Pipeline.Reconcile;

/// <summary>Which ledgers there are.</summary>
public static class Ledgers
{
    /// <summary>The targets of an area whose books can be read.</summary>
    public static IReadOnlyList<string> Of(IAdapterDirectory adapters, string area) =>
        [.. adapters.SinksOf(area).Where(x => x is ILedger).Select(x => x.Target)];
}
