using System.Text.Json.Nodes;
using Gateway.Adapters.Configuration.Binding;
using Gateway.Adapters.Configuration.Settings;

namespace Gateway.Adapters.Configuration.Schema;

/// <summary>Writes the shape of options classes as a schema; each class once, under <c>definitions</c>.</summary>
internal sealed class SchemaWriter
{
    private readonly SortedDictionary<string, JsonObject> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, string> _names = [];

    public JsonObject Document(string title, JsonObject root)
    {
        var document = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = title };
        foreach (var (name, value) in root.ToList())
        {
            root.Remove(name);
            document[name] = value;
        }

        if (_definitions.Count > 0)
        {
            document["definitions"] = new JsonObject(_definitions.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        return document;
    }

    /// <summary>A reference to the definition of a class.</summary>
    public JsonObject Reference(OptionShape shape)
    {
        if (!_names.TryGetValue(shape.Type, out var name))
        {
            name = shape.Type.Name;
            for (var twin = 2; _names.ContainsValue(name); twin++)
            {
                name = $"{shape.Type.Name}{twin}";
            }

            _names[shape.Type] = name;
            _definitions[name] = Object(shape);
        }

        return new JsonObject { ["$ref"] = $"#/definitions/{name}" };
    }

    /// <summary>The class itself.</summary>
    public JsonObject Object(OptionShape shape)
    {
        var properties = new JsonObject();
        foreach (var property in shape.Properties)
        {
            properties[property.Name] = property.Secret
                ? new JsonObject { ["not"] = new JsonObject(), ["description"] = "密钥不得写在文件中：用环境变量或密钥文件夹（GATEWAY_SECRETS）设置" }
                : Property(property);
        }

        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private JsonObject Property(OptionProperty property)
    {
        var schema = Value(property.Shape);
        foreach (var rule in property.Rules)
        {
            ScalarSchema.Restrict(schema, property.Shape, rule);
        }

        if (property.Description is not { } description)
        {
            return schema;
        }

        // Beside a $ref draft-07 reads nothing.
        var described = schema.ContainsKey("$ref") ? new JsonObject { ["allOf"] = new JsonArray(schema) } : schema;
        described["description"] = description;
        return described;
    }

    private JsonObject Value(ValueShape shape) => shape switch
    {
        ValueShape.Scalar scalar => ScalarSchema.Of(scalar.Type),
        ValueShape.Items items => Items(items),
        ValueShape.Map map => Map(map),
        ValueShape.Nested nested => Nested(nested.Shape),
        ValueShape.Raw => new JsonObject(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private JsonObject Items(ValueShape.Items items)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = Value(items.Item) };
        return items.Single ? new JsonObject { ["anyOf"] = new JsonArray(Value(items.Item), list) } : list;
    }

    private JsonObject Map(ValueShape.Map map) => ScalarSchema.KeyPattern(map.KeyType) is { } pattern
        ? new JsonObject
        {
            ["type"] = "object", ["patternProperties"] = new JsonObject { [pattern] = Value(map.Value) }, ["additionalProperties"] = false,
        }
        : new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(map.Value) };

    private JsonObject Nested(OptionShape shape)
    {
        var reference = Reference(shape);
        return shape.ShortForm is { } form ? new JsonObject { ["anyOf"] = new JsonArray(reference, Short(shape, form)) } : reference;
    }

    private static JsonObject Short(OptionShape shape, ShortFormAttribute form)
    {
        if (form.Property is { } property && shape.Find(SettingName.Camel(property)) is { } set)
        {
            var scalar = set.Shape is ValueShape.Items items ? items.Item : set.Shape;
            return scalar is ValueShape.Scalar { Type: var type } ? ScalarSchema.Of(type) : throw new NotSupportedException($"The short form of {shape.Type} is no scalar.");
        }

        var names = shape.Properties.Where(one => one.Shape is ValueShape.Nested || one.Shape is ValueShape.Scalar { Type: var type } && type == typeof(bool));
        return new JsonObject { ["enum"] = new JsonArray([.. names.Select(one => JsonValue.Create(one.Name))]) };
    }
}
