using System.Text.Json;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.CreditRecords;
using Gateway.Pipeline.CreditRepairs;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Penalties, licences and repairs as the counties send them, judged by the gateway's own rules.</summary>
public sealed class CountyRecordTests
{
    [Fact]
    public async Task What_is_sent_is_valid_and_what_is_repaired_or_minor_is_expected_nowhere()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-county-").FullName;
        await using var intake = await CountyIntake.StartAsync();
        var (code, summary) = await CountyDesk.SubmitAsync(intake, folder, "--results", "0", "--penalties", "60", "--licences", "24", "--repairs", "12");
        Assert.Equal((0, 96), (code, summary.GetProperty("taken").GetInt32()));

        foreach (var (key, body) in intake.Taken)
        {
            var (area, json) = (key[..6], System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()));
            var problems = key[7..9] == "CF"
                ? Problems(new PenaltyKind(), json, area)
                : Problems(new LicenceKind(), json, area);
            Assert.True(problems.Length == 0, $"{key}: {problems}");
        }

        Assert.Equal(12, intake.Repairs.Count);
        Assert.All(intake.Repairs, x =>
        {
            var read = RepairFormat.Read(System.Text.Encoding.UTF8.GetBytes(x.ToJsonString()));
            var repair = Assert.IsType<Gateway.Pipeline.Documents.DocumentReading<CreditRepair>.Read>(read).Document;
            Assert.Empty(RepairRules.Check(repair, repair.Area!));
        });

        var final = File.ReadLines(Path.Combine(folder, "expected-records.jsonl")).Select(SandboxSession.Parse)
            .GroupBy(x => x.GetProperty("id").GetString() + x.GetProperty("area").GetString()).Select(x => x.Last()).ToList();
        Assert.Equal(84, final.Count);
        Assert.Equal(12, final.Count(x => x.GetProperty("withdrawn").GetBoolean()));
        var minor = intake.Taken.Values.Count(x => (string?)x["severity"] == "minor");
        Assert.Equal(84 - 12 - minor, final.Count(Arrives));
    }

    private static bool Arrives(JsonElement line) =>
        line.GetProperty("targets").EnumerateObject().Any(x => x.Value.GetProperty("records").EnumerateObject().Any());

    private static string Problems<T>(RecordKind<T> kind, byte[] json, string area)
        where T : class, ICreditRecord
    {
        var items = Assert.IsType<Gateway.Pipeline.Documents.BodyReading<T>.Items>(new RecordFormat<T>(kind).ReadBody(json));
        return items.Readings[0] is Gateway.Pipeline.Documents.DocumentReading<T>.Read read
            ? string.Join(' ', RecordRules.Check(kind, read.Document, area).Select(x => x.Field))
            : items.Readings[0].ToString();
    }
}
