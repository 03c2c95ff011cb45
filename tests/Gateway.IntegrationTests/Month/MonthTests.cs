using Gateway.IntegrationTests.Push;
using Gateway.Pipeline.Deadlines;
using Gateway.Pipeline.Disclosure;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Month;

/// <summary>
/// A month of a county in fast time, against the four platforms over HTTP: what they hold in the end is what the oracle says, whatever came
/// in between. Receipts are hours late, approvals end at midnight, platforms fail on every third day.
/// </summary>
public sealed class MonthTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Days = 30;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when PlacementPlan takes a withdrawal behind what is in flight as "never served"; when UnblockStore turns a correction behind a
    // withdrawn record into 'u'; when ResultDocuments does not read the exemptions anew; when a held batch is sent without its receipt asked.
    [Fact]
    public async Task Every_ledger_ends_as_the_deeds_of_the_month_say()
    {
        var seed = TestEnvironment.Seed;
        output.WriteLine($"seed {seed}");
        var dice = new Random(seed);
        await using var bench = await PushBench.StartAsync(postgres, ByNoRuleAnywhere, (int)TimeSpan.FromHours(3).TotalMilliseconds);
        var oracle = new MonthOracle();
        var traffic = new MonthTraffic(bench, oracle, dice);
        var ill = false;
        for (var day = 0; day < Days; day++)
        {
            // After a day of faults comes one without, so that no batch spends its retries: a parked one waits for a person.
            ill = !ill && dice.Next(2) == 0;
            if (ill)
            {
                await traffic.FaultAsync();
            }

            for (var deeds = dice.Next(1, 6); deeds > 0; deeds--)
            {
                await traffic.DeedAsync();
                if (dice.Next(3) == 0)
                {
                    await bench.DrainAsync();
                }
            }

            for (var rounds = ill ? dice.Next(3) : dice.Next(1, 5); rounds > 0; rounds--)
            {
                await bench.RoundAsync();
            }

            await bench.EndFaultsAsync();
            await MidnightAsync(bench, oracle);
        }

        var today = await QuietAsync(bench, oracle);
        var due = (await bench.Gateway.Get<DeadlineBoard>().ReadAsync(Cancelled)).Due;
        foreach (var target in PushTarget.All)
        {
            var ledger = await bench.LedgerAsync(target.Profile, target.LedgerKind);
            Assert.Equal(oracle.Live(target.Profile, today), ledger.Where(x => x.State == target.Live).Select(x => $"{x.Id} {x.Digest}"));
            Assert.All(ledger, x => Assert.Contains(x.State, new[] { target.Live, target.Gone }));
            Assert.All(ledger, x => Assert.True(oracle.MayKnow(target.Profile, x.Id), $"{target.Name} was never to see {x.Id}"));
            var status = await bench.StatusAsync(target.Name);
            var waiting = oracle.Waiting(target.Profile, today).ToList();
            Assert.Equal((0L, 0L, 0L, (long)waiting.Sum(x => x.Count)), (status.Queued, status.Sent, status.Rejected, status.Parked));
            Assert.Equal(DueOf(target, waiting), due.Where(x => x.Results.Target == target.Name).Select(x => $"{x.Results.Area} {x.Results.CheckedOn:O} ×{x.Results.Parked} {x.Due:O}").Order(StringComparer.Ordinal));
            output.WriteLine($"{target.Name}: {ledger.Count} records, {ledger.Count(x => x.State == target.Live)} in force; {status.Parked} wait for a person");
        }

        await bench.AssertAuditIntactAsync();
    }

    /// <summary>An approved exemption takes a result back from every target, in every area.</summary>
    private static void ByNoRuleAnywhere(Dictionary<string, string?> settings)
    {
        foreach (var area in MonthTraffic.Areas)
        {
            settings[$"Gateway:Counties:{area}:ExemptByRule:exchange-rest"] = "false";
        }
    }

    /// <summary>The terms of what waits, counted day by day over weekends, the holidays of October 2026 and the days worked in their stead.</summary>
    private static IEnumerable<string> DueOf(PushTarget target, IEnumerable<(string Area, DateOnly CheckedOn, int Count)> waiting)
    {
        DateOnly[] off = [.. Enumerable.Range(1, 7).Select(x => new DateOnly(2026, 10, x))];
        DateOnly[] work = [new(2026, 10, 10)];
        foreach (var (area, checkedOn, count) in target.Name == "publicity" ? waiting : [])
        {
            var day = checkedOn;
            for (var left = 20; left > 0; left -= work.Contains(day) || (!off.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) ? 1 : 0)
            {
                day = day.AddDays(1);
            }

            yield return $"{area} {checkedOn:O} ×{count} {day:O}";
        }
    }

    private static DateOnly DayOf(PushBench bench) => DateOnly.FromDateTime(bench.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

    /// <summary>The next day begins: approvals whose last day has passed end.</summary>
    private static async Task MidnightAsync(PushBench bench, MonthOracle oracle)
    {
        bench.Clock.ForwardTo(new DateTimeOffset(DayOf(bench).AddDays(1), new TimeOnly(0, 30), TimeSpan.FromHours(8)));
        await bench.Gateway.Get<ExemptionExpiry>().RunAsync(Cancelled);
        oracle.DayBegins(DayOf(bench));
    }

    /// <summary>Until nothing is open and no approval ends while the last receipts are waited for.</summary>
    private static async Task<DateOnly> QuietAsync(PushBench bench, MonthOracle oracle)
    {
        while (true)
        {
            var today = DayOf(bench);
            await bench.Gateway.Get<ExemptionExpiry>().RunAsync(Cancelled);
            oracle.DayBegins(today);
            await bench.SettleAsync();
            if (DayOf(bench) == today)
            {
                return today;
            }
        }
    }
}
