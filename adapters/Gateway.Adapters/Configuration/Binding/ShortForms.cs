using Gateway.Adapters.Configuration.Settings;

namespace Gateway.Adapters.Configuration.Binding;

/// <summary>Writes out what was written short, so that there is one form to bind, to show and to check.</summary>
internal static class ShortForms
{
    /// <summary>Whether a single value may stand where the shape is a class or a list.</summary>
    public static bool TakesScalar(ValueShape shape) =>
        shape is ValueShape.Items { Single: true } or ValueShape.Nested { Shape.ShortForm: not null };

    /// <summary>The long form of a node; the node itself where it is long already.</summary>
    public static SettingNode Expand(ValueShape shape, SettingNode node) => (shape, node) switch
    {
        (ValueShape.Items { Single: true }, ScalarNode or MapNode) => new ListNode([node], node.Origin),
        (ValueShape.Nested { Shape: { ShortForm: { } form } inner }, ScalarNode scalar) => Object(inner, form, scalar),
        _ => node,
    };

    private static MapNode Object(OptionShape shape, ShortFormAttribute form, ScalarNode scalar)
    {
        if (form.Property is { } property)
        {
            return Map(SettingName.Camel(property), scalar);
        }

        SettingNode value = shape.Find(scalar.Text)?.Shape is ValueShape.Scalar { Type: var type } && type == typeof(bool)
            ? new ScalarNode("true", Quoted: false, scalar.Origin)
            : new MapNode([], scalar.Origin);
        return Map(scalar.Text, value);
    }

    private static MapNode Map(string key, SettingNode value) =>
        new([new SettingEntry(key, KeyQuoted: true, value.Origin, value)], value.Origin);
}
