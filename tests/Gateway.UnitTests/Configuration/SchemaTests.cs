using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Configuration.Binding;
using Gateway.Adapters.Configuration.Counties;
using Gateway.Adapters.Configuration.Schema;
using Gateway.Adapters.Configuration.Settings;
using Gateway.Host.Composition;
using Gateway.UnitTests.Architecture;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NJsonSchema;
using Xunit;

namespace Gateway.UnitTests.Configuration;

/// <summary>The schemas that editors use say the same as the checker, as far as a shape goes.</summary>
public sealed class SchemaTests
{
    private static readonly IReadOnlyList<IAdapterProfile> Profiles =
        [.. new ServiceCollection().AddGateway(new ConfigurationBuilder().Build()).BuildServiceProvider().GetServices<IAdapterProfile>()];

    private static readonly IReadOnlyList<IAdapterProfile> Test = TestGenericProfile.WithTwo;

    /// <summary>Fails when an options class changed and the schemas were not written anew.</summary>
    [Fact]
    public void The_stored_schemas_are_those_of_the_program()
    {
        var folder = Path.Combine(House.Root, "adapters", "schema");
        var generated = SettingSchema.All(Profiles);

        Assert.True(
            Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).SequenceEqual(generated.Keys)
            && generated.All(pair => File.ReadAllText(Path.Combine(folder, pair.Key)) == pair.Value),
            "adapters/schema is out of date: run “gateway adapters schema --out adapters/schema”.");
    }

    public static TheoryData<string> Files =>
        [.. new[] { "counties", "profiles" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(House.Root, "adapters", folder), "*.yaml")).Order(StringComparer.Ordinal)
            .Select(path => Path.GetRelativePath(House.Root, path))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_of_the_program_is_right_by_the_schema_that_it_names(string file)
    {
        var path = Path.Combine(House.Root, file);
        var root = Read(path);
        var name = SchemaOf(file, root);

        Assert.All(
            (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)).Where(line => line.StartsWith("# yaml-language-server:", StringComparison.Ordinal)),
            line => Assert.Equal($"# yaml-language-server: $schema=../schema/{name}", line));
        Assert.Empty((await JsonSchema.FromJsonAsync(SettingSchema.All(Profiles)[name], TestContext.Current.CancellationToken)).Validate(Json(root).ToJsonString()));
    }

    /// <summary>
    /// One change a line to a file that is right. Fails when the schema forgets a rule of the shape (tried: additionalProperties left out).
    /// </summary>
    [Theory]
    [InlineData("county", "level: 县", "levl: 县")]
    [InlineData("county", "level: 县", "level: 省")]
    [InlineData("county", "level: 县", "level: [县]")]
    [InlineData("county", "area: \"610502\"", "area: 610502")]
    [InlineData("county", "area: \"610502\"", "area: \"61050\"")]
    [InlineData("county", "  matter:", "  mater:")]
    [InlineData("county", "  matter:", "  Matter:")]
    [InlineData("county", "name: 临渭区", "name: 临")]
    [InlineData("county", "    cron: \"5 6 * * *\"", "    cron: \"5 6 * * *\"\n    overlap: 5")]
    [InlineData("county", "    cron: \"5 6 * * *\"", "    cron: \"5 6 * * *\"\n    shrinkThreshold: 1.5")]
    [InlineData("county", "  - beta", "  - beta\napiKey: abc")]
    [InlineData("county", "  - beta", "  - beta\nprofiles:\n  alpha-rest:\n    pageSize: many")]
    [InlineData("county", "  - beta", "  - beta\nexemptByRule:\n  beta: maybe")]
    [InlineData("alpha", "pageSize: 400", "pageSize: 4000")]
    [InlineData("alpha", "pageSize: 400", "pageSize: 4.5")]
    [InlineData("alpha", "pageSize: 400", "pageSize: {a: 1}")]
    [InlineData("alpha", "pageSize: 400", "timeout: 5 minutes")]
    [InlineData("alpha", "pageSize: 400", "timeout: 10")]
    [InlineData("alpha", "pageSize: 400", "mode: open")]
    [InlineData("alpha", "pageSize: 400", "strict: maybe")]
    [InlineData("alpha", "pageSize: 400", "appKey: abc")]
    [InlineData("alpha", "https://alpha.invalid/api", "/api")]
    [InlineData("alpha", "https://alpha.invalid/api", "https://u:p@alpha.invalid/api")]
    [InlineData("alpha", "kinds: [\"03\"]", "kinds: \"03\"")]
    [InlineData("alpha", "kinds: [\"03\"]", "kinds: [03]")]
    [InlineData("alpha", "Good: \"01\"", "Good: 01")]
    [InlineData("alpha", "limits:\n  maxRows: 300", "limits:\n  maxRow: 300")]
    [InlineData("alpha", "limits:\n  maxRows: 300", "limits: 300")]
    [InlineData("gamma", "pageSize: 50", "targets:\n  default: results")]
    [InlineData("gamma", "pageSize: 50", "targets:\n  default: {path: results, open: true}")]
    [InlineData("gamma", "name: {from: [a, b], steps: [trim, {split: \"、\"}]}", "name: {from: 3}")]
    [InlineData("gamma", "steps: [trim, {split: \"、\"}]", "steps: [trimm]")]
    [InlineData("gamma", "steps: [trim, {split: \"、\"}]", "steps: trim")]
    [InlineData("gamma", "steps: [trim, {split: \"、\"}]", "steps: [{split: {by: x, take: first}}]")]
    [InlineData("gamma", "steps: [trim, {split: \"、\"}]", "steps: [{codes: {map: {a: b}, unknown: drop}}]")]
    [InlineData("gamma", "steps: [trim, {split: \"、\"}]", "steps: [{date: {formats: []}}]")]
    [InlineData("gamma", "area: XZQH", "area: 5")]
    public async Task What_the_checker_refuses_for_its_shape_the_schema_refuses_too(string kind, string from, string to)
    {
        var text = Good(kind);
        Assert.Contains(from, text, StringComparison.Ordinal);

        Assert.Equal((true, true), await JudgeAsync(kind, text));
        Assert.Equal((false, false), await JudgeAsync(kind, text.Replace(from, to, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("county", "  - beta", "  - beta\nprofiles:\n  alpha-rest:\n    pageSize: \"7\"\n    mode: plain-text\n    timeout: 00:00:30")]
    [InlineData("alpha", "pageSize: 400", "strict: \"true\"\ntimeout: PT10M\nmode: Sealed")]
    [InlineData("alpha", "limits:\n  maxRows: 300", "limits: {share: 0.25, maxRows: 1}")]
    [InlineData("gamma", "area: XZQH", "area: {constant: \"610502\", onError: keep}")]
    [InlineData("gamma", "area: XZQH", "area: {from: a, steps: [{date: yyyyMMdd}, {number: 万元}, {codes: {map: {\"1\": \"2\"}, from: 2026-01-01}}, {regex: \"(a)\"}, {join: x}]}")]
    public async Task What_the_checker_takes_the_schema_takes_too(string kind, string from, string to) =>
        Assert.Equal((true, true), await JudgeAsync(kind, Good(kind).Replace(from, to, StringComparison.Ordinal)));

    private static string Good(string kind) => kind switch
    {
        "county" => TestFolder.County,
        "alpha" => TestFolder.Alpha,
        _ => "baseAddress: https://gamma.invalid/\npageSize: 50\nfields:\n  name: {from: [a, b], steps: [trim, {split: \"、\"}]}\n  area: XZQH\n",
    };

    private static async Task<(bool Checker, bool Schema)> JudgeAsync(string kind, string text)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("gateway-schema-").FullName, "file.yaml");
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        var root = Read(path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        var problems = new List<ConfigurationProblem>();
        var options = kind switch { "county" => typeof(CountyOptions), "alpha" => typeof(AlphaOptions), _ => typeof(GammaOptions) };
        var bound = new SettingBinder(problems, whole: false).Bind(OptionShape.Of(options), root);
        if (bound is CountyOptions { Profiles: var profiles } && profiles.GetValueOrDefault("alpha-rest") is MapNode level)
        {
            new SettingBinder(problems, whole: false).Bind(OptionShape.Of(typeof(AlphaOptions)), level);
        }

        var name = kind switch { "county" => "county.json", "alpha" => "profile.alpha-rest.json", _ => "profile.gamma.json" };
        var json = Json(root);
        if (kind == "gamma" && json is JsonObject file)
        {
            file["extends"] = "gamma";
        }

        var schema = await JsonSchema.FromJsonAsync(SettingSchema.All(Test)[name], TestContext.Current.CancellationToken);
        return (problems.Count == 0, schema.Validate(json.ToJsonString()).Count == 0);
    }

    private static string SchemaOf(string file, MapNode root) => (file.StartsWith("adapters/counties", StringComparison.Ordinal), root.Find("extends")?.Value) switch
    {
        (true, _) => "county.json",
        (_, ScalarNode { Text: var generic }) => $"profile.{generic}.json",
        _ => $"profile.{Path.GetFileNameWithoutExtension(file)}.json",
    };

    private static MapNode Read(string path)
    {
        var problems = new List<ConfigurationProblem>();
        var root = YamlFile.Read(path, "file.yaml", problems);
        Assert.Empty(problems);
        return root!;
    }

    // As an editor reads YAML 1.2: what is plain may be a number, a switch or nothing.
    private static JsonNode Json(SettingNode node) => node switch
    {
        MapNode map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Plain(entry.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(Plain)]),
        ScalarNode scalar => JsonValue.Create(scalar.Text),
        _ => throw new NotSupportedException(),
    };

    private static JsonNode? Plain(SettingNode node) => node switch
    {
        ScalarNode { Quoted: true } => Json(node),
        ScalarNode { Text: "" or "~" or "null" or "Null" or "NULL" } => null,
        ScalarNode { Text: "true" or "True" or "TRUE" } => JsonValue.Create(true),
        ScalarNode { Text: "false" or "False" or "FALSE" } => JsonValue.Create(false),
        ScalarNode { Text: var text } when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        ScalarNode { Text: var text } when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => Json(node),
    };
}
