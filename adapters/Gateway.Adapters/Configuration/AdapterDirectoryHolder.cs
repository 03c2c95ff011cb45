using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.Configuration;

/// <summary>Holds the catalogue in force. Another may take its place while the process runs; runs and batches keep the one they began with.</summary>
/// <param name="first">The catalogue that the process starts with.</param>
public sealed class AdapterDirectoryHolder(AdapterCatalog first) : IAdapterDirectory
{
    private volatile AdapterCatalog _catalog = first;
    private volatile TaskCompletionSource _next = Promise();

    /// <summary>The catalogue in force.</summary>
    public AdapterCatalog Catalog => _catalog;

    /// <summary>Ends when another catalogue takes the place of the one in force now.</summary>
    public Task NextChange => _next.Task;

    /// <inheritdoc/>
    public IAdapterDirectory Current => _catalog;

    /// <inheritdoc/>
    public IReadOnlyList<AreaSettings> Areas => _catalog.Areas;

    /// <inheritdoc/>
    public string Version => _catalog.Version;

    /// <inheritdoc/>
    public IReadOnlyList<EffectiveSetting> Effective => Current.Effective;

    /// <inheritdoc/>
    public ISource? SourceOf(string area, Feed feed) => _catalog.SourceOf(area, feed);

    /// <inheritdoc/>
    public IReadOnlyList<ISink> SinksOf(string area) => _catalog.SinksOf(area);

    /// <summary>Puts another catalogue in force: whoever asks from now on gets it.</summary>
    /// <param name="catalog">Checked whole.</param>
    public void Take(AdapterCatalog catalog)
    {
        var taken = _next;
        _catalog = catalog;
        _next = Promise();
        taken.SetResult();
    }

    private static TaskCompletionSource Promise() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
