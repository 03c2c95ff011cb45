using System.Text.Json;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>The ledgers of a real sandbox against what was submitted, with a relay between that knows no line of either side.</summary>
public sealed class CountyCompareTests(SandboxSession session) : IClassFixture<SandboxSession>
{
    [Fact]
    public async Task Finds_what_arrived_what_is_missing_altered_and_too_much()
    {
        var folder = session.Options.DataFolder;
        await using var intake = await CountyIntake.StartAsync();
        Assert.Equal(0, (await CountyDesk.SubmitAsync(intake, folder, "--results", "150", "--bad-share", "0.1")).Code);
        Assert.Equal(1, (await CompareAsync()).Code);

        // The sandbox's clock stands at 23 November 2026, the results are of today: no platform minds.
        var relay = new CountyRelay(session);
        await relay.SendAsync([.. intake.Taken.Values]);
        var (code, targets) = await CompareAsync();
        Assert.True(code == 0, string.Join('\n', targets.Select(target => target.GetRawText())));
        Assert.All(targets, target => Assert.Equal(Number(target, "expected"), Number(target, "found")));
        Assert.True(Number(targets[0], "expected") > intake.Taken.Count, "a row for each matter");
        Assert.True(Number(targets[1], "expected") < Number(targets[2], "expected"), "schools are not published");
        Assert.True(Number(targets[2], "expected") < intake.Taken.Count, "things and persons go to one target alone");

        // One more result that the relay never gets, one altered on the way, one that nobody submitted.
        Assert.Equal(0, (await CountyDesk.SubmitAsync(intake, folder, "--results", "20", "--single-area", "610527")).Code);
        var late = intake.Taken.Values.TakeLast(20).ToList();
        late.RemoveAt(0);
        late[0]["checkedOn"] = "2026-01-05";
        late[^1]["id"] = "never-submitted";
        await relay.SendAsync(late);
        (code, targets) = await CompareAsync();
        Assert.Equal(1, code);
        var exchange = targets[0];
        Assert.True(Number(exchange, "missing") >= 2 && Number(exchange, "differing") >= 1 && Number(exchange, "unexpected") >= 1, exchange.GetRawText());

        async Task<(int Code, List<JsonElement> Targets)> CompareAsync()
        {
            var (end, output, error) = await CountyDesk.RunAsync("compare", "--sandbox", session.Server.BaseAddress.ToString(), "--data", folder, "--json");
            Assert.True(output.Length > 0, error);
            return (end, [.. SandboxSession.Parse(output).EnumerateArray()]);
        }
    }

    [Fact]
    public async Task What_was_corrected_is_expected_as_corrected_and_what_was_withdrawn_nowhere()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-county-").FullName;
        await using var intake = await CountyIntake.StartAsync();
        Assert.Equal(0, (await CountyDesk.SubmitAsync(intake, folder, "--results", "60")).Code);
        var (code, summary) = await CountyDesk.SubmitAsync(intake, folder, "--results", "0", "--corrections", "20", "--withdrawals", "10");
        Assert.Equal((0, 30), (code, Number(summary, "taken")));

        var lines = CountyDesk.Expected(folder);
        Assert.Equal(90, lines.Count);
        var corrected = lines.Where(x => Number(x, "version") == 2).ToList();
        Assert.Equal(20, corrected.Count);
        Assert.All(corrected, x => Assert.Equal(2, (int?)intake.Taken[$"{x.GetProperty("area")}-{x.GetProperty("id")}"]["version"]));
        var withdrawn = lines.Where(x => x.GetProperty("withdrawn").GetBoolean()).ToList();
        Assert.Equal(intake.Withdrawn.Order(), withdrawn.Select(x => x.GetProperty("id").GetString()!).Order());
        Assert.All(withdrawn, x => Assert.All(x.GetProperty("targets").EnumerateObject(), target => Assert.Empty(target.Value.GetProperty("records").EnumerateObject())));
        Assert.Empty(withdrawn.Select(x => x.GetProperty("id").GetString()).Intersect(corrected.Select(x => x.GetProperty("id").GetString())));

        // What is withdrawn is not chosen again; too few are said.
        var (end, rest) = await CountyDesk.SubmitAsync(intake, folder, "--results", "0", "--withdrawals", "60");
        Assert.Equal((1, 50, 10), (end, Number(rest, "taken"), Number(rest, "unsent")));
        Directory.Delete(folder, recursive: true);
    }

    private static int Number(JsonElement of, string member) => of.GetProperty(member).GetInt32();
}
