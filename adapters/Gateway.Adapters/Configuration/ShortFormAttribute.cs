namespace Gateway.Adapters.Configuration;

/// <summary>
/// Marks an options class that YAML may also write as one plain value: <c>name: 主体名称</c> instead of <c>name: {from: 主体名称}</c>,
/// <c>- trim</c> instead of <c>- trim: true</c>.
/// </summary>
/// <param name="property">The property that the plain value sets; without one the value is the name of the property to switch on.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShortFormAttribute(string? property = null) : Attribute
{
    /// <summary>The property that the plain value sets, or <see langword="null"/>: the value names the property.</summary>
    public string? Property { get; } = property;
}

/// <summary>Marks a list that YAML may also write as its only element: <c>from: a</c> instead of <c>from: [a]</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SingleOrListAttribute : Attribute;
