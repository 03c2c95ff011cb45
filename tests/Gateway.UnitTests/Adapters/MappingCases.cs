using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;
using Xunit;

namespace Gateway.UnitTests.Adapters;

/// <summary>
/// Golden mapping: a folder under <c>Cases</c> is a case (input.json: result, facts, operation), beside it what every target is sent. A new
/// case is a new folder; what was received is written beside it as <c>*.received.json</c> when it differs, and is accepted by renaming it.
/// </summary>
public sealed class MappingCases
{
    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly BatchStamp Stamp = new("2026110400001", new DateTime(2026, 11, 4, 9, 0, 0));

    public static TheoryData<string, string> Cases()
    {
        TheoryData<string, string> cases = [];
        foreach (var folder in Directory.GetDirectories(Folder()))
        {
            foreach (var target in new[] { "exchange-rest", "publicity", "credit", "double-random" })
            {
                cases.Add(Path.GetFileName(folder), target);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_column_is_as_the_table_says(string name, string target)
    {
        var folder = Path.Combine(Folder(), name);
        var input = JsonSerializer.Deserialize<CaseInput>(File.ReadAllText(Path.Combine(folder, "input.json")), Options)!;
        var received = JsonSerializer.Serialize(Describe(Map(target, input)), Options) + "\n";
        var expected = Path.Combine(folder, target + ".json");
        if (!File.Exists(expected) || File.ReadAllText(expected) != received)
        {
            File.WriteAllText(Path.Combine(folder, target + ".received.json"), received);
        }

        Assert.Equal(File.ReadAllText(expected), received);
    }

    private static Mapping Map(string target, CaseInput input)
    {
        var shareable = new Shareable(
            input.Result, new DirectoryFacts(input.RegNo, input.AddressRegistered, input.AddressOperating, input.ImplementCodes ?? []),
            input.Operation, "录入有误", "更正申请", input.Served);
        return Sinks.One(target) switch
        {
            IPublicitySink sink => sink.Map(Publishable.From(shareable, exemptNow: false)!, Stamp),
            ISharingSink sink => sink.Map(shareable, Stamp),
            _ => throw new InvalidOperationException(),
        };
    }

    private static JsonNode Describe(Mapping mapping) => mapping switch
    {
        Mapping.Mapped mapped => new JsonArray([.. mapped.Rows.Select(row => new JsonObject
        {
            ["wireId"] = row.WireId, ["row"] = JsonNode.Parse(row.Json),
        })]),
        Mapping.Unmappable unmappable => new JsonObject { ["unmappable"] = unmappable.Code, ["reason"] = unmappable.Reason },
        Mapping.WaitsForCatalogue waits => new JsonObject { ["waits"] = waits.Reason },
        _ => throw new InvalidOperationException(),
    };

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Cases");

    private sealed record CaseInput(
        InspectionResult Result, DeliveryOperation Operation, InspectionResult? Served, string? RegNo, string? AddressRegistered,
        string? AddressOperating, Dictionary<string, IReadOnlyList<string>>? ImplementCodes);
}
