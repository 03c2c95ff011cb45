using System.Collections.Concurrent;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using Gateway.Adapters.Configuration.Settings;

namespace Gateway.Adapters.Configuration.Binding;

/// <summary>What an options class may hold: read once by reflection, then used for binding, for variables and for showing.</summary>
internal sealed class OptionShape
{
    private static readonly ConcurrentDictionary<Type, OptionShape> Known = new();

    private OptionShape(Type type) =>
        (Type, ShortForm, Properties) = (type, type.GetCustomAttribute<ShortFormAttribute>(), [.. type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }).Select(OptionProperty.Of)]);

    public Type Type { get; }

    /// <summary>How a plain value may stand for the object; <see langword="null"/> where none may.</summary>
    public ShortFormAttribute? ShortForm { get; }

    public IReadOnlyList<OptionProperty> Properties { get; }

    public static OptionShape Of(Type type) => Known.GetOrAdd(type, static type => new OptionShape(type));

    public OptionProperty? Find(string name) => Properties.FirstOrDefault(property => property.Name == name);

    /// <summary>The property that a part of a variable's name means.</summary>
    public OptionProperty? FindVariable(string part) =>
        Properties.FirstOrDefault(property => string.Equals(property.Name, part, StringComparison.OrdinalIgnoreCase));
}

/// <param name="Property">The property.</param>
/// <param name="Name">camelCase, as in YAML.</param>
/// <param name="Shape">What it holds.</param>
/// <param name="Required">Whether it must be given.</param>
/// <param name="Secret">Whether it is refused in files.</param>
/// <param name="Rules">Its other annotations.</param>
/// <param name="Description">What it is, in Chinese, for editors.</param>
internal sealed record OptionProperty(
    PropertyInfo Property, string Name, ValueShape Shape, bool Required, bool Secret, IReadOnlyList<ValidationAttribute> Rules,
    string? Description)
{
    public static OptionProperty Of(PropertyInfo property)
    {
        var rules = property.GetCustomAttributes<ValidationAttribute>(inherit: true).ToList();
        return new OptionProperty(
            property,
            SettingName.Camel(property.Name),
            ShapeOf(property),
            rules.Exists(rule => rule is RequiredAttribute) || property.IsDefined(typeof(RequiredMemberAttribute)),
            property.IsDefined(typeof(SecretAttribute)),
            [.. rules.Where(rule => rule is not RequiredAttribute)],
            property.GetCustomAttribute<DescriptionAttribute>()?.Description);
    }

    private static ValueShape ShapeOf(PropertyInfo property) => ValueShape.Of(property.PropertyType) switch
    {
        ValueShape.Items items => items with { Single = property.IsDefined(typeof(SingleOrListAttribute)) },
        var shape => shape,
    };
}
