namespace Gateway.Pipeline.Normalise.Values;

/// <summary>Another code under which rows of an area arrive, from a day on (always, where null).</summary>
public sealed record AreaAlias(string Code, string Name, DateOnly? Since);

/// <summary>
/// An area the gateway serves (GB/T 2260): its aliases, the words that name it in an address, and its towns. A county names its present and
/// former names; the city only what tells its own zones from its counties.
/// </summary>
public sealed record AreaDefinition(
    string Code, string Name, IReadOnlyList<AreaAlias> Aliases, IReadOnlyList<string> Words, IReadOnlyList<string> Towns);

/// <summary>All areas of one city, the city included, and the names whose presence says that an address lies elsewhere.</summary>
public sealed record AreaDirectory(string City, IReadOnlyList<AreaDefinition> Areas, IReadOnlyList<string> Elsewhere);
