using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Adapters.Configuration.Binding;
using Gateway.Adapters.Configuration.Settings;
using Gateway.Contracts;

namespace Gateway.Adapters.Configuration.Schema;

/// <summary>Single values as a schema. Numbers and switches may be quoted, as the checker reads them; codes must be.</summary>
internal static class ScalarSchema
{
    public static JsonObject Of(Type type) => type switch
    {
        _ when type == typeof(Feed) => new() { ["enum"] = Names(FeedNames.All.Select(feed => feed.Wire())) },
        { IsEnum: true } => new() { ["enum"] = Names(Enum.GetNames(type).SelectMany(Spellings).Distinct(StringComparer.Ordinal)) },
        _ when type == typeof(bool) => Either("boolean", "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"),
        _ when type == typeof(int) || type == typeof(long) => Either("integer", "^[+-]?[0-9]+$"),
        _ when type == typeof(double) || type == typeof(decimal) => Either("number", "^[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"),
        _ when type == typeof(TimeSpan) => Text("^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d)|-?P.+|-?([0-9]+\\.)?[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]{1,7})?)$"),
        _ when type == typeof(TimeOnly) => Text("^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$"),
        _ when type == typeof(DateOnly) => Text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        _ when type == typeof(Uri) => Text("^[A-Za-z][A-Za-z0-9+.-]*://[^\\s@#]+$"),
        _ => new() { ["type"] = "string" },
    };

    /// <summary>The keys that a map with such keys may have; <see langword="null"/> for any.</summary>
    public static string? KeyPattern(Type type) => type switch
    {
        _ when type == typeof(Feed) => Any(FeedNames.All.Select(feed => feed.Wire())),
        { IsEnum: true } => Any(Enum.GetNames(type).SelectMany(Spellings).Distinct(StringComparer.Ordinal)),
        _ => null,
    };

    /// <summary>Says what an annotation asks for, where a schema can say it.</summary>
    public static void Restrict(JsonObject schema, ValueShape shape, ValidationAttribute rule)
    {
        switch (rule)
        {
            case RangeAttribute range when range.OperandType == typeof(int) || range.OperandType == typeof(double):
                schema["minimum"] = Number(range.Minimum);
                schema["maximum"] = Number(range.Maximum);
                break;
            case StringLengthAttribute length:
                schema["minLength"] = length.MinimumLength;
                schema["maxLength"] = length.MaximumLength;
                break;
            case RegularExpressionAttribute pattern:
                schema["pattern"] = $"^(?:{pattern.Pattern})$";
                break;
            case AllowedValuesAttribute allowed:
                schema["enum"] = Names(allowed.Values.OfType<string>());
                break;
            case MinLengthAttribute least:
                schema[Bound(shape, "min")] = least.Length;
                break;
            case MaxLengthAttribute most:
                schema[Bound(shape, "max")] = most.Length;
                break;
        }
    }

    private static string Bound(ValueShape shape, string end) =>
        end + shape switch { ValueShape.Items => "Items", ValueShape.Map => "Properties", _ => "Length" };

    private static JsonValue Number(object value) => JsonValue.Create(Convert.ToDouble(value, CultureInfo.InvariantCulture));

    private static JsonObject Either(string type, string pattern) => new() { ["type"] = new JsonArray(type, "string"), ["pattern"] = pattern };

    private static JsonObject Text(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);

    private static string Any(IEnumerable<string> names) => $"^({string.Join('|', names.Select(Regex.Escape))})$";

    // The checker takes any case and word breaks; these are the spellings worth completing.
    private static IEnumerable<string> Spellings(string pascal)
    {
        var camel = SettingName.Camel(pascal);
        yield return camel;
        yield return pascal;
        yield return string.Concat(camel.Select(letter => char.IsAsciiLetterUpper(letter) ? "-" + char.ToLowerInvariant(letter) : letter.ToString()));
        yield return pascal.ToLowerInvariant();
    }
}
