using System.Globalization;
using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Push;

/// <summary>
/// R1, R2, R22 at once: four platforms that fail in every known way, two processes that are killed in turn, counties that hand in, correct and
/// withdraw all the while.
/// </summary>
public sealed class ChaosTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private static readonly string[] Profiles = ["p1", "p2", "p3", "p4"];

    /// <summary>Every way to fail that the sandbox knows and time mends; what a platform took behind a wrong answer stays taken.</summary>
    private static readonly string[] Faults =
    [
        """{"kind":"500"}""", """{"kind":"503","retryAfter":1}""", """{"kind":"429","retryAfter":1}""", """{"kind":"html"}""", """{"kind":"empty"}""",
        """{"kind":"garbage"}""", """{"kind":"truncated"}""", """{"kind":"cut"}""", """{"kind":"gbk"}""", """{"kind":"slow","delayMs":800}""",
        """{"kind":"hang","delayMs":60000}""", """{"kind":"reset-before"}""", """{"kind":"reset-after"}""", """{"kind":"500","take":true}""",
        """{"kind":"html","take":true}""", """{"kind":"empty","take":true}""", """{"kind":"garbage","take":true}""",
        """{"kind":"code","code":"9999","profile":"p1"}""", """{"kind":"code","code":"1006","profile":"p1"}""",
        """{"kind":"code","code":"1005","profile":"p1"}""", """{"kind":"code","code":"7777","profile":"p1"}""",
        """{"kind":"code","code":"500","profile":"p3"}""", """{"kind":"code","code":"401","profile":"p3"}""",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static bool Long => TestEnvironment.LongFaults;

    // Fails when a batch of a process that died goes out under another number (BatchStore.ClaimDueAsync), when a correction does not wait for the
    // end of the version before it (PlacementStore: blocked), and when an attempt is recorded without its audit entry (RecordStore).
    [Fact]
    public async Task Two_processes_killed_in_turn_before_failing_platforms_leave_every_ledger_as_expected()
    {
        var (rounds, results, corrections, withdrawals, subjects) = Long ? (200, 100, 10, 5, 20_000) : (3, 400, 60, 30, 4_000);
        var seed = TestEnvironment.Seed;
        var dice = new Random(seed);
        output.WriteLine($"seed {seed}");
        await using var processes = await GatewayProcesses.StartWithAllAreasAsync(postgres, subjects, "--latency-ms", "30", "--receipt-delay-ms", "1500");
        var database = await processes.DatabaseAsync();
        await processes.RunAsync(database, "migrate");
        await processes.RunAsync(database, "pull", "all");
        await FailAsync(processes, share: 0.05, seed);

        var settings = new Dictionary<string, string> { ["Gateway__Delivery__Lease"] = "00:00:04", ["Gateway__Delivery__RenewEvery"] = "00:00:01" };
        foreach (var profile in new[] { "ExchangeRest", "Publicity", "Credit", "DoubleRandom" })
        {
            settings[$"Gateway__Profiles__{profile}__Transport__AttemptTimeout"] = "4s";
        }

        await using var pair = await ServerPair.StartAsync(processes, database, settings);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var killing = KillInTurnAsync(pair, database, dice, over.Token);
        try
        {
            for (var round = 0; round < rounds; round++)
            {
                var later = round == 0 ? 0 : 1;
                await processes.SubmitAsync(pair.Addresses[round % 2], results, later * corrections, later * withdrawals);
            }

            await Until.TrueAsync("killed often enough", 3 * GatewayProcesses.Limit, _ => Task.FromResult(pair.Killed >= (Long ? 20 : 4)), Cancelled);
        }
        finally
        {
            await over.CancelAsync();
            await killing;
        }

        await Until.TrueAsync("nothing is open", 2 * GatewayProcesses.Limit, async _ => await BusinessTables.OpenDeliveriesAsync(database) == 0, Cancelled);
        var struck = await processes.StruckAsync();
        output.WriteLine($"{pair.Killed} kills, {pair.Interrupted} at work; {struck} calls spoiled; {await AttemptsAsync(database)} attempts recorded");
        Assert.True(pair.Interrupted > 0, "no process was at work when it was killed");
        Assert.True(struck > 0, "no call was spoiled");
        await DeliveryAgreement.AssertAsync(database);
        await processes.CompareLedgersAsync();
        await processes.RunAsync(database, "audit", "verify");
    }

    private static async Task FailAsync(GatewayProcesses processes, double share, int seed)
    {
        var orders = Faults.SelectMany(x => x.Contains("profile", StringComparison.Ordinal) ? [x] : Profiles.Select(p => x.Replace("{", $"{{\"profile\":\"{p}\",", StringComparison.Ordinal)))
            .ToList();
        var each = orders.GroupBy(x => Profiles.First(p => x.Contains($"\"{p}\"", StringComparison.Ordinal)));
        foreach (var (order, of) in each.SelectMany(x => x.Select(order => (order, of: x.Count()))))
        {
            var chance = string.Create(CultureInfo.InvariantCulture, $"{{\"share\":{share / of:0.#####},\"seed\":{seed++ & 0xFFFFFF},");
            await processes.OrderAsync("faults", order.Replace("{", chance, StringComparison.Ordinal));
        }
    }

    private static async Task KillInTurnAsync(ServerPair pair, TestDatabase database, Random dice, CancellationToken over)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Long ? 20_000 : 2_000 + dice.Next(3_000), over); // when they die is the fault itself
                await pair.KillAsync(pair.Killed % 2, await BusinessTables.OpenDeliveriesAsync(database));
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // Enough.
        }
    }

    private static Task<long> AttemptsAsync(TestDatabase database) => BusinessTables.ScalarAsync<long>(database, "select count(*) from delivery_attempt");
}
