using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Adapters.Configuration.Binding;
using Gateway.Adapters.Configuration.Counties;

namespace Gateway.Adapters.Configuration.Schema;

/// <summary>
/// JSON Schemas (draft-07) of the configuration files, made of the very classes that the checker binds: an editor that knows them completes
/// names, shows descriptions and marks mistakes while they are typed. What needs several values, files or variables is left to the checker.
/// </summary>
public static class SettingSchema
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schemas by name of file: <c>county.json</c> and one a profile, <c>profile.&lt;name&gt;.json</c>; of a generic profile for the files that extend it.</summary>
    /// <param name="profiles">The profiles that the process knows.</param>
    public static IReadOnlyDictionary<string, string> All(IReadOnlyList<IAdapterProfile> profiles)
    {
        var schemas = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["county.json"] = Text(County(profiles)) };
        foreach (var profile in profiles)
        {
            schemas[$"profile.{profile.Name}.json"] = Text(Profile(profile));
        }

        return schemas;
    }

    private static JsonObject Profile(IAdapterProfile profile)
    {
        var writer = new SchemaWriter();
        var root = writer.Object(OptionShape.Of(profile.OptionsType));
        if (profile is IGenericProfile && root["properties"] is JsonObject properties)
        {
            properties.Insert(0, "extends", new JsonObject { ["enum"] = new JsonArray(profile.Name), ["description"] = "通用档案" });
            root["required"] = new JsonArray("extends");
        }

        return writer.Document(profile is IGenericProfile ? $"平台档案（extends: {profile.Name}）" : $"平台档案 {profile.Name}", root);
    }

    private static JsonObject County(IReadOnlyList<IAdapterProfile> profiles)
    {
        var writer = new SchemaWriter();
        var root = writer.Object(OptionShape.Of(typeof(CountyOptions)));
        var derived = new JsonArray([.. profiles.OfType<IGenericProfile>().Select(profile => writer.Reference(OptionShape.Of(profile.OptionsType)))]);
        var known = new JsonObject();
        foreach (var profile in profiles.Where(profile => profile is not IGenericProfile))
        {
            known[profile.Name] = writer.Reference(OptionShape.Of(profile.OptionsType));
        }

        if (root["properties"] is JsonObject properties)
        {
            properties["profiles"] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = "与平台档案不同之处，按档案名",
                ["properties"] = known,
                ["additionalProperties"] = derived.Count == 0 ? new JsonObject { ["type"] = "object" } : new JsonObject { ["anyOf"] = derived },
            };
        }

        return writer.Document("区县文件", root);
    }

    private static string Text(JsonObject schema) => schema.ToJsonString(Layout) + "\n";
}
