using System.Security.Cryptography;
using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Push;

/// <summary>
/// R19: the secrets of every platform, the counties' API keys and the master key are exchanged while results flow over two servers; no delivery
/// fails, no attempt counts against a platform, and the audit says when each new secret was taken first.
/// </summary>
public sealed class KeyRotationTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private static readonly (string Profile, string Variable)[] Platforms =
    [
        ("p1", "Gateway__Profiles__ExchangeRest__AppKey"), ("p2", "Gateway__Profiles__Publicity__Secret"),
        ("p3", "Gateway__Profiles__Credit__AppSecret"), ("p4", "Gateway__Profiles__DoubleRandom__Token"),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when a refused signature ends the call though another secret is at hand (Credentials.After answers null): the batches are parked.
    // Fails when the servers keep the secrets that they started with (ReloadWatch does not run), and when a process does not read what one
    // that is ahead of it with the master key has written (FieldCipher without the coming keys).
    [Fact]
    public async Task Keys_rotate_on_either_side_at_any_moment_without_a_failed_delivery()
    {
        await using var processes = await GatewayProcesses.StartAsync(postgres, 2_000, "--receipt-delay-ms", "100");
        var database = await processes.DatabaseAsync();
        foreach (var feed in new[] { "matter", "subject", "inspector" })
        {
            await processes.RunAsync(database, "pull", GatewayProcesses.Area, feed);
        }

        var secrets = Directory.CreateTempSubdirectory("gateway-secrets-").FullName;
        try
        {
            var settings = new Dictionary<string, string>
            {
                ["GATEWAY_SECRETS"] = secrets, ["Gateway__Reload__Interval"] = "00:00:00.2", ["Gateway__MasterKey"] = processes.MasterKey,
                ["Gateway__Delivery__Lease"] = "00:00:03", ["Gateway__Delivery__RenewEvery"] = "00:00:01",
            };
            await using (var servers = await ServerPair.StartAsync(processes, database, settings))
            {
                await RotateAsync(processes, database, servers, settings, secrets);
                await SettleAsync(database);
            }

            await processes.CompareLedgersAsync();
            await DeliveryAgreement.AssertAsync(database);
            Assert.Equal(0, await CountAsync(database, "delivery_attempt where outcome in ('transient', 'permanent', 'unexpected')"));
            Assert.Equal(0, await CountAsync(database, "platform_gate where failures > 0 or state <> 'closed'"));
            foreach (var scope in new[] { "exchange-rest", "publicity", "credit", "double-random" })
            {
                Assert.Equal(3, await CountAsync(database, $"audit_entry where kind = 'credential.used' and subject = 'credential:{scope}'"));
            }

            Assert.Equal(0, await CountAsync(database, "audit_entry where detail like '%rotated-%'") + await CountAsync(database, "adapter_change where differences::text like '%rotated-%'"));
        }
        finally
        {
            Directory.Delete(secrets, recursive: true);
        }
    }

    private async Task RotateAsync(
        GatewayProcesses processes, TestDatabase database, ServerPair servers, Dictionary<string, string> settings, string secrets)
    {
        void Set(string variable, string value) => File.WriteAllText(Path.Combine(secrets, variable), value);

        await processes.SubmitAsync(servers.Addresses[0], 100, 0, 0);

        // The gateway knows what is coming; the platforms change over at once, with no moment in which both are good.
        var taken = Flow(processes, servers, 0);
        await TakenAsync(database, () => Array.ForEach(Platforms, x => Set(Next(x.Variable), $"rotated-once-{x.Profile}")));
        foreach (var (profile, _) in Platforms)
        {
            await processes.OrderAsync("secrets", $$"""{"profile":"{{profile}}","taken":["rotated-once-{{profile}}"]}""");
        }

        await taken;
        await Flow(processes, servers, 1);

        // What is in use becomes what is in force; then the platforms take two, and the gateway changes over within that time.
        taken = Flow(processes, servers, 0);
        await TakenAsync(database, () => Array.ForEach(Platforms, x =>
        {
            Set(x.Variable, $"rotated-once-{x.Profile}");
            File.Delete(Path.Combine(secrets, Next(x.Variable)));
        }));
        foreach (var (profile, _) in Platforms)
        {
            await processes.OrderAsync("secrets", $$"""{"profile":"{{profile}}","taken":["rotated-once-{{profile}}","rotated-twice-{{profile}}"]}""");
        }

        await TakenAsync(database, () => Array.ForEach(Platforms, x => Set(x.Variable, $"rotated-twice-{x.Profile}")));
        foreach (var (profile, _) in Platforms)
        {
            await processes.OrderAsync("secrets", $$"""{"profile":"{{profile}}","taken":["rotated-twice-{{profile}}"]}""");
        }

        await taken;

        // The county's own key: both are good until it has changed over.
        await TakenAsync(database, () =>
        {
            Set($"Gateway__Counties__{GatewayProcesses.Area}__PreviousApiKey", GatewayProcesses.KeyOf(GatewayProcesses.Area));
            Set($"Gateway__Counties__{GatewayProcesses.Area}__ApiKey", "rotated-key-of-the-county");
        });
        await Flow(processes, servers, 0);
        await processes.SubmitAsync(servers.Addresses[1], 40, 5, 5, x => x == GatewayProcesses.Area ? "rotated-key-of-the-county" : GatewayProcesses.KeyOf(x));

        // The master key, server by server: first all can read the new one, then all write with it.
        var (old, coming) = (settings["Gateway__MasterKey"], Key());
        settings["Gateway__NextMasterKey"] = coming;
        await RestartAsync(processes, database, servers);
        settings.Remove("Gateway__NextMasterKey");
        (settings["Gateway__MasterKey"], settings["Gateway__PreviousMasterKey"]) = (coming, old);
        await RestartAsync(processes, database, servers);
    }

    private static async Task RestartAsync(GatewayProcesses processes, TestDatabase database, ServerPair servers)
    {
        for (var one = 0; one < 2; one++)
        {
            await Flow(processes, servers, 1 - one);
            await servers.KillAsync(one, await BusinessTables.OpenDeliveriesAsync(database));
            await Flow(processes, servers, one);
        }
    }

    private static Task Flow(GatewayProcesses processes, ServerPair servers, int one) => processes.SubmitAsync(servers.Addresses[one], 150, 5, 5);

    /// <summary>Changes files, and waits until both servers have taken them.</summary>
    private async Task TakenAsync(TestDatabase database, Action change)
    {
        var before = await BusinessTables.ScalarAsync<DateTime>(database, "select clock_timestamp()");
        change();
        await Until.TrueAsync("both servers have taken the change", GatewayProcesses.Limit, async _ => await CountAsync(
            database, FormattableString.Invariant($"adapter_reader where since > '{before:O}' and problems = '[]'")) == 2, Cancelled);
        output.WriteLine($"taken; {await CountAsync(database, "delivery where ended_at is null")} deliveries open, {await CountAsync(database, "delivery where ended_at is not null")} ended");
    }

    private static Task SettleAsync(TestDatabase database) => Until.TrueAsync(
        "nothing is open", GatewayProcesses.Limit, async _ => await BusinessTables.OpenDeliveriesAsync(database) == 0, Cancelled);

    private static Task<long> CountAsync(TestDatabase database, string what) =>
        BusinessTables.ScalarAsync<long>(database, $"select count(*) from {what}");

    private static string Next(string variable)
    {
        var at = variable.LastIndexOf("__", StringComparison.Ordinal) + 2;
        return variable[..at] + "Next" + variable[at..];
    }

    private static string Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
