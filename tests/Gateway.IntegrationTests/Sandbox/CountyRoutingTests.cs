using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using static Gateway.IntegrationTests.Sandbox.CountyRules;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>What is expected where, held against the routing table row by row, for every kind of subject that is sent.</summary>
public sealed class CountyRoutingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-county-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Expects_results_where_the_table_sends_them_and_codes_have_a_counterpart()
    {
        await using var intake = await CountyIntake.StartAsync();
        Assert.Equal(0, (await CountyDesk.SubmitAsync(intake, _folder, "--results", "1500", "--all-codes")).Code);
        var seen = new HashSet<string>();
        foreach (var line in CountyDesk.Expected(_folder))
        {
            var body = intake.Taken[line.GetProperty("area") + "-" + line.GetProperty("id")];
            var (row, routed) = Row(body);
            var codes = body["results"]!.AsArray().Select(Text).ToList();
            bool[] mapped = [true, !codes.Contains("Suspended"), true, !codes.Contains("OtherViolation")];
            var arrives = string.Concat(routed.Select((bit, target) => bit == '1' && mapped[target] ? '1' : '0'));
            Assert.Equal((row, routed), (row, Bits(line, target => target.GetProperty("routed").GetBoolean())));
            Assert.Equal((row, arrives), (row, Bits(line, target => target.GetProperty("arrives").GetBoolean())));
            Assert.Equal((row, arrives), (row, Bits(line, target => target.GetProperty("records").EnumerateObject().Any())));
            seen.Add(row + (routed == arrives ? "" : " waiting"));
        }

        string[] all = ["exempt", "market", "market waiting", "organisation", "organisation waiting", "person", "thing"];
        Assert.Equal(all, seen.Order(StringComparer.Ordinal));
    }

    private static (string Row, string Routed) Row(JsonObject body)
    {
        var (kind, type) = (Text(body["subject"]!["kind"]), Text(body["subject"]!["credentialType"]));
        return (body["exemption"], type, kind) switch
        {
            (not null, _, _) => ("exempt", "1000"),
            (_, "111", _) => ("person", "1000"),
            (_, "099", _) or (_, _, ['1', ..]) => ("thing", "1000"),
            (_, _, "01" or "02" or "03") => ("market", "1111"),
            _ => ("organisation", "1011"),
        };
    }

    private static string Bits(JsonElement line, Func<JsonElement, bool> of) =>
        string.Concat(new[] { "p1", "p2", "p3", "p4" }.Select(name => of(line.GetProperty("targets").GetProperty(name)) ? '1' : '0'));
}
