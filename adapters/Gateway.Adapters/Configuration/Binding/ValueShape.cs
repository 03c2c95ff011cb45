using Gateway.Adapters.Configuration.Settings;

namespace Gateway.Adapters.Configuration.Binding;

/// <summary>The kinds of value that an option may hold.</summary>
internal abstract record ValueShape
{
    /// <summary>Text, number, switch, enum, duration or address.</summary>
    public sealed record Scalar(Type Type) : ValueShape;

    /// <param name="ItemType">Type of an element.</param>
    /// <param name="Item">Its shape.</param>
    /// <param name="AsArray">Whether the option is an array.</param>
    /// <param name="Single">Whether the only element may stand for the list.</param>
    public sealed record Items(Type ItemType, ValueShape Item, bool AsArray, bool Single = false) : ValueShape;

    public sealed record Map(Type KeyType, Type ValueType, ValueShape Value) : ValueShape;

    public sealed record Nested(Type Type) : ValueShape
    {
        /// <summary>Looked up when needed: a class may hold its own kind.</summary>
        public OptionShape Shape => OptionShape.Of(Type);
    }

    /// <summary>Configuration that another shape reads later.</summary>
    public sealed record Raw : ValueShape;

    public static ValueShape Of(Type type)
    {
        if (type == typeof(SettingNode))
        {
            return new Raw();
        }

        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (ScalarReader.Reads(plain))
        {
            return new Scalar(plain);
        }

        if (type.IsArray && type.GetElementType() is { } element)
        {
            return new Items(element, Of(element), AsArray: true);
        }

        if (type.IsGenericType)
        {
            var arguments = type.GetGenericArguments();
            if (arguments.Length == 2 && type.IsAssignableFrom(typeof(Dictionary<,>).MakeGenericType(arguments)))
            {
                return new Map(arguments[0], arguments[1], Of(arguments[1]));
            }

            if (arguments.Length == 1 && type.IsAssignableFrom(typeof(List<>).MakeGenericType(arguments)))
            {
                return new Items(arguments[0], Of(arguments[0]), AsArray: false);
            }
        }

        return type is { IsClass: true, IsAbstract: false } && type.GetConstructor([]) is not null
            ? new Nested(type)
            : throw new NotSupportedException($"An option can't be of type {type}: use a scalar, a list, a dictionary or a class with properties.");
    }
}
