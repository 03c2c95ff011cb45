using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using static Gateway.IntegrationTests.Sandbox.CountyRules;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>The counties hand in: what they send is valid and known to the platforms, what is bad is bad in the way it is said to be.</summary>
public sealed class CountySubmitTests(SandboxSession session) : IClassFixture<SandboxSession>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-county-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Sends_valid_results_over_the_areas_and_goes_on_with_new_ids()
    {
        await using var intake = await CountyIntake.StartAsync();
        var (code, summary) = await CountyDesk.SubmitAsync(intake, _folder, "--results", "1000", "--batch", "70");
        Assert.Equal(0, code);
        Assert.Equal((1000, 1000), (summary.GetProperty("sent").GetInt32(), summary.GetProperty("taken").GetInt32()));
        int[] weights = [18, 14, 7, 3, 9, 6, 7, 12, 4, 9, 7, 4];
        Assert.Equal(weights, CountyDesk.Areas.Select(area => intake.Taken.Keys.Count(key => key.StartsWith(area, StringComparison.Ordinal)) / 10));
        var kinds = intake.Taken.Values.Select(body => Text(body["subject"]!["kind"])).Distinct().Count();
        Assert.True(kinds == 14, $"{kinds} of 14 kinds of subject");
        Assert.Contains(intake.Taken.Values, body => Text(body["subject"]!["credentialType"]) == "111");
        Assert.Contains(intake.Taken.Values, body => body["exemption"] is not null);
        Assert.DoesNotContain(intake.Taken.Values, body => body["results"]!.AsArray().Any(one => Text(one) is "Suspended" or "OtherViolation"));

        var (again, _) = await CountyDesk.SubmitAsync(intake, _folder, "--results", "100", "--all-codes");
        Assert.Equal((0, 1100), (again, intake.Taken.Count));
        Assert.Contains(intake.Taken.Values, body => body["results"]!.AsArray().Any(one => Text(one) is "Suspended"));
        var expected = CountyDesk.Expected(_folder);
        Assert.Equal([1, 2], expected.Select(line => line.GetProperty("call").GetInt32()).Distinct());
        Assert.Equal(intake.Taken.Keys.Order(), expected.Select(line => line.GetProperty("area") + "-" + line.GetProperty("id")).Order());
    }

    [Fact]
    public async Task Speaks_of_what_the_platforms_show()
    {
        await using var intake = await CountyIntake.StartAsync();
        await CountyDesk.SubmitAsync(intake, _folder, "--results", "300");
        var exchange = new ExchangeCaller(session);
        var matters = await exchange.FullAsync("matter", "610502");
        var subjects = (await exchange.FullAsync("subject", "610502")).Select(row => Column(row, "credential_code").Trim()).ToHashSet();
        var inspectors = (await exchange.FullAsync("inspector", "610502")).Where(row => Column(row, "state") == "1")
            .Select(row => Column(row, "law_no") + Column(row, "person_name")).ToHashSet();
        var results = intake.Taken.Values.Where(body => Text(body["area"]) == "610502").ToList();
        Assert.True(results.Count > 30);
        // A full-width or fifteen-digit code is the same code written otherwise: a few of them are in the feed.
        Assert.True(results.Count(body => subjects.Contains(Text(body["subject"]!["credentialCode"]))) > results.Count * 9 / 10);
        Assert.All(results.SelectMany(body => List(body["inspectors"])), one => Assert.Contains(Text(one["lawNo"]) + Text(one["name"]), inspectors));
        Assert.All(results, body => Assert.All(List(body["matters"]), matter => AssertInForce(matters, body, matter)));
        Assert.Contains(results, body => body["matters"]![0]!["implementCode"] is null);
    }

    [Fact]
    public async Task Spoils_each_bad_result_by_the_defect_it_names()
    {
        await using var intake = await CountyIntake.StartAsync();
        var (code, summary) = await CountyDesk.SubmitAsync(intake, _folder, "--results", "600", "--bad-share", "0.9");
        Assert.Equal((0, 0), (code, summary.GetProperty("badForAnotherReason").GetInt32()));
        Assert.Equal(600, summary.GetProperty("taken").GetInt32() + summary.GetProperty("badRefused").GetInt32());
        var defects = CountyDesk.Expected(_folder).Select(line => line.GetProperty("defect").GetString()).Distinct().Count(name => name is not null);
        Assert.Equal(28, defects);
    }

    [Fact]
    public async Task Ends_with_1_where_bad_results_are_taken()
    {
        await using var careless = await CountyIntake.StartAsync(takesAnything: true);
        var (code, summary) = await CountyDesk.SubmitAsync(careless, _folder, "--results", "40", "--bad-share", "0.5");
        Assert.Equal(1, code);
        Assert.True(summary.GetProperty("badTaken").GetInt32() > 0);
    }

    [Fact]
    public async Task Sends_the_same_results_again_after_a_lost_answer()
    {
        await using var intake = await CountyIntake.StartAsync();
        intake.LostAnswers = 1;
        var (code, summary) = await CountyDesk.SubmitAsync(intake, _folder, "--results", "30", "--single-area", "610527");
        Assert.Equal((0, 30, 30), (code, summary.GetProperty("taken").GetInt32(), intake.Taken.Count));
        Assert.True(intake.LostAnswers < 0, "the 503 was not asked for");
    }

    [Fact]
    public async Task Ends_with_1_and_the_reason_where_a_key_is_refused_and_2_without_a_key()
    {
        await using var intake = await CountyIntake.StartAsync();
        var refused = await CountyDesk.RunAsync(
            "submit", "--to", intake.Address, "--data", _folder, "--results", "5", "--single-area", "610527", "--key", "610527=key-of-610502");
        Assert.Equal(1, refused.Code);
        Assert.Contains("/area", refused.Output, StringComparison.Ordinal);
        var keyless = await CountyDesk.RunAsync("submit", "--to", intake.Address, "--data", _folder, "--results", "50", "--key", "610527=secret-canary");
        Assert.Equal(2, keyless.Code);
        Assert.Contains("610502", keyless.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-canary", keyless.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await CountyDesk.RunAsync("submit", "--to", "nowhere")).Code);
        Assert.Equal(2, (await CountyDesk.RunAsync("compare", "--data", _folder)).Code);
        Assert.Empty(intake.Taken);
    }

    private static void AssertInForce(List<JsonElement> matters, JsonObject body, JsonObject matter)
    {
        var rows = matters.Where(row => Column(row, "supervise_item_code") == Text(matter["code"])
            && Column(row, "supervise_dept_code") == Text(body["leadDept"]!["code"])).Select(row => row.GetRawText()).Distinct().ToList();
        // A row of the same identity with other content comes after the first, which holds.
        var row = SandboxSession.Parse(rows[0]);
        Assert.All(rows, other => Assert.Equal(Column(row, "record_unique_identity"), Column(SandboxSession.Parse(other), "record_unique_identity")));
        Assert.Equal("1", Column(row, "task_state"));
        Assert.NotEqual("省", Column(row, "supervise_level"));
        Assert.DoesNotContain("2099", Column(row, "plan_effective_date"), StringComparison.Ordinal);
        Assert.NotEqual("2025-06-30", Column(row, "plan_cancel_date"));
        Assert.True(matter["implementCode"] is not { } code || Text(code) == Column(row, "implement_code"));
    }

    private static string Column(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
