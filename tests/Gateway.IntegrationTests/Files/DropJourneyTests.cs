using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Results;
using Gateway.IntegrationTests.Push;
using Gateway.Pipeline.Disclosure;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Files;

/// <summary>
/// The whole path through a folder: the department's files become records, results become files, and where the department puts them becomes
/// their state. Fails when a resend gets another name, when <c>failed/</c> counts as taken, or when a withdrawal is not marked <c>d</c>.
/// </summary>
public sealed class DropJourneyTests(PostgresFixture postgres) : IDisposable
{
    private const string Target = "file-drop";

    private static readonly string[] Feeds = ["matter", "subject", "inspector", "expert", "credit_grade", "plan"];

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-journey-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_the_department_lays_is_pulled_to_the_last_row_and_reason()
    {
        await using var bench = await BenchAsync(withDepartment: true);
        await Until.TrueAsync("all feeds are laid", TimeSpan.FromSeconds(60), () => Feeds.All(feed => Directory.EnumerateFiles(_folder, $"610502_{feed}_*.ok").Any()), Cancelled);

        foreach (var feed in Feeds)
        {
            await bench.Gateway.PullDoneAsync(PushBench.Area, FeedNames.Parse(feed)!.Value);
        }

        using var http = new HttpClient(new SocketsHttpHandler());
        var truth = await http.GetFromJsonAsync<JsonElement>(new Uri(bench.Platforms, $"_sandbox/truth?area={PushBench.Area}"), Cancelled);
        foreach (var feed in truth.GetProperty("areas").EnumerateArray().Single(area => area.GetProperty("area").GetString() == PushBench.Area)
                     .GetProperty("feeds").EnumerateArray().Where(feed => Feeds.Contains(feed.GetProperty("feed").GetString())))
        {
            var name = feed.GetProperty("feed").GetString()!;
            var status = await bench.Gateway.StatusAsync(PushBench.Area, FeedNames.Parse(name)!.Value);
            var bad = feed.GetProperty("bad").EnumerateObject().Where(x => x.Value.GetInt64() > 0).Select(x => $"{x.Name} {x.Value}").Order(StringComparer.Ordinal);
            Assert.Equal(
                $"{name}: {feed.GetProperty("good").GetInt64() + feed.GetProperty("spoiled").GetInt64()}; {string.Join(", ", bad)}",
                $"{name}: {status.Stored}; {string.Join(", ", status.Quarantine.Where(x => x.Value > 0).Select(x => $"{x.Key} {x.Value}").Order(StringComparer.Ordinal))}");
        }

        Assert.Empty(Directory.EnumerateFiles(_folder, "610502_*.csv"));
    }

    [Fact]
    public async Task Results_arrive_are_corrected_and_withdrawn()
    {
        await using var bench = await BenchAsync(withDepartment: true);
        var two = ResultSamples.Result("A1") with { Matters = [new("61050200000001", ResultSamples.Department + "1"), new("61050200000002", ResultSamples.Department + "2")] };
        await bench.StoreAsync(two, ResultSamples.OfSchool("A2"));
        await SettleAsync(bench);
        Assert.All(await bench.StatesAsync(Target), x => Assert.EndsWith("= accepted", x, StringComparison.Ordinal));

        await bench.StoreAsync(two with { Version = 2, Matters = [two.Matters![0]], Results = [ResultCode.ProblemPending] });
        await SettleAsync(bench);
        await bench.Gateway.Get<WithdrawalIntake>().StoreAsync(PushBench.Area, "A2", new WithdrawalRequest("录入有误", "更正通知〔2026〕3号"), Cancelled);
        await SettleAsync(bench);

        Assert.Equal(
            ["610502-A1-01 TAKEN 2", "610502-A1-02 DELETED 2", "610502-A2-01 DELETED 2"],
            (await bench.LedgerAsync("p6")).Select(x => $"{x.Id} {x.State} {x.Versions}"));
        Assert.Equal("withdrawn", Assert.Single((await bench.AskAsync("A2")).Targets, x => x.Target == Target).State);
        await bench.AssertAuditIntactAsync();
    }

    [Fact]
    public async Task A_file_that_is_sent_back_goes_again_without_the_row_that_was_named()
    {
        await using var bench = await BenchAsync(withDepartment: false);
        await bench.StoreNewAsync(3);
        await bench.RoundAsync();
        var first = Assert.Single(Laid());
        Move(first, "failed", "行,列,值,原因\n2,check_type,,不认识的检查类型\n");

        for (var round = 0; round < 20 && (await bench.OpenAsync(Target)).Length > 0; round++)
        {
            await bench.RoundAsync();
            foreach (var stem in Laid())
            {
                var bad = File.ReadAllText(Path.Combine(_folder, stem + ".csv")).Contains("610502-R001-01", StringComparison.Ordinal);
                Move(stem, bad ? "failed" : "done", bad ? "行,列,值,原因\n1,check_type,,不认识的检查类型\n" : null);
            }
        }

        Assert.Equal(
            ["R000#1 i@file-drop = accepted", "R001#1 i@file-drop = rejected file_row", "R002#1 i@file-drop = accepted"],
            await bench.StatesAsync(Target));
    }

    private async Task<PushBench> BenchAsync(bool withDepartment) => await PushBench.StartAsync(
        postgres,
        values =>
        {
            values[$"Gateway:Counties:{PushBench.Area}:Targets:0"] = Target;
            values[$"Gateway:Counties:{PushBench.Area}:ExemptByRule:exchange-rest"] = null;
            values["Gateway:Profiles:FileDrop:Directory"] = _folder;
            foreach (var feed in Feeds)
            {
                values[$"Gateway:Counties:{PushBench.Area}:Feeds:{feed}:Profile"] = Target;
            }
        },
        change: options => withDepartment ? options with { DropFolder = _folder } : options);

    /// <summary>Rounds, each after the department has answered what was laid.</summary>
    private async Task SettleAsync(PushBench bench)
    {
        for (var round = 0; round < 30; round++)
        {
            var done = (await bench.RoundAsync()).NextDue is null;
            await Until.TrueAsync("the department answers", TimeSpan.FromSeconds(30), () => Laid().Count == 0, Cancelled);
            if (done)
            {
                return;
            }
        }

        Assert.Fail("still not settled: " + string.Join("; ", await bench.StatesAsync()));
    }

    private List<string> Laid() => [.. Directory.EnumerateFiles(_folder, "610502_result_*.ok").Select(x => Path.GetFileNameWithoutExtension(x)!)];

    private void Move(string stem, string to, string? errors)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, to)).FullName;
        if (errors is not null)
        {
            File.WriteAllText(Path.Combine(folder, stem + ".errors.csv"), errors, Encoding.UTF8);
        }

        File.Move(Path.Combine(_folder, stem + ".ok"), Path.Combine(folder, stem + ".ok"));
        File.Move(Path.Combine(_folder, stem + ".csv"), Path.Combine(folder, stem + ".csv"));
    }
}
