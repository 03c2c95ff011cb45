namespace Gateway.Adapters.Configuration;

/// <summary>What became of reading the configuration.</summary>
public abstract record CatalogLoad
{
    private CatalogLoad()
    {
    }

    /// <summary>All is well.</summary>
    /// <param name="Catalog">The areas and their adapters.</param>
    public sealed record Loaded(AdapterCatalog Catalog) : CatalogLoad;

    /// <summary>Nothing is taken.</summary>
    /// <param name="Problems">All that is wrong, by file and line; variables last.</param>
    public sealed record Refused(IReadOnlyList<ConfigurationProblem> Problems) : CatalogLoad;
}
