using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Push;

/// <summary>
/// R2: a process dies while it waits for an answer. Whether the platform had taken the batch, or never saw it, the next process can't know; each
/// result is once in every ledger all the same.
/// </summary>
public sealed class LostAnswerTests(PostgresFixture postgres)
{
    /// <summary>"slow": the platform takes it and its answer does not come; "hang": it never sees it.</summary>
    private static readonly (string Profile, string Path, string Fault)[] Waits =
    [
        ("p1", "/httpproxy", "slow"), ("p2", "/spotcheck/batch", "hang"), ("p2", "/spotcheck/receipt", "slow"), ("p3", "/credit/check/batch", "hang"),
        ("p4", "/check-results", "slow"),
    ];

    private static readonly (string Profile, string Path, string Fault)[] OtherWays = [.. Waits.Select(x => x with { Fault = x.Fault == "slow" ? "hang" : "slow" })];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when a batch taken over from a dead process counts as taken by the platform (never sent again: "hang"), and when it is formed anew with
    // rows of a later time (P1 judges cd_time no content, but the digest of the batch in the audit log is then another: DeliveryAgreement).
    [Fact]
    public async Task A_process_that_dies_waiting_for_an_answer_leaves_each_result_once_in_every_ledger()
    {
        await using var processes = await GatewayProcesses.StartAsync(postgres, 1_000, "--receipt-delay-ms", "500");
        var database = await processes.DatabaseAsync();
        foreach (var feed in new[] { "matter", "subject", "inspector" })
        {
            await processes.RunAsync(database, "pull", GatewayProcesses.Area, feed);
        }

        var settings = new Dictionary<string, string> { ["Gateway__Delivery__Lease"] = "00:00:03", ["Gateway__Delivery__RenewEvery"] = "00:00:01" };
        var server = await GatewayServer.StartReadyAsync(processes, database, settings);
        try
        {
            foreach (var (profile, path, fault) in TestEnvironment.LongFaults ? [.. Waits, .. OtherWays] : Waits)
            {
                await processes.OrderAsync("faults", $$"""{"kind":"{{fault}}","profile":"{{profile}}","path":"{{path}}","delayMs":600000,"count":1}""");
                await processes.SubmitAsync(server, 20);
                await Until.TrueAsync($"{profile}{path} is waited for", GatewayProcesses.Limit, async _ => await processes.StruckAsync() == 1, Cancelled);
                await server.DisposeAsync();
                await processes.ClearFaultsAsync();
                server = await GatewayServer.StartReadyAsync(processes, database, settings);
                await Until.TrueAsync("nothing is open", GatewayProcesses.Limit, async _ => await BusinessTables.OpenDeliveriesAsync(database) == 0, Cancelled);
                await processes.CompareLedgersAsync();
            }
        }
        finally
        {
            await server.DisposeAsync();
        }

        await DeliveryAgreement.AssertAsync(database);
        await processes.RunAsync(database, "audit", "verify");
    }
}
