namespace Gateway.Pipeline.Normalise;

/// <summary>监管对象类别: 01–07 market and other bodies, 11–17 things, places and conduct (the plan, part (六)).</summary>
public static class SubjectKinds
{
    public static bool IsKnown(string? kind) => kind is ['0', >= '1' and <= '7'] or ['1', >= '1' and <= '7'];

    /// <summary>Kinds that can't answer for themselves: products, projects, conduct, facilities, areas, premises, cyberspace.</summary>
    public static bool IsThing(string? kind) => kind is ['1', >= '1' and <= '7'];
}
