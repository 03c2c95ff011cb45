using System.Net.Http.Json;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Programs;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Results;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Benchmarks.Delivery;

/// <summary>
/// P6: a platform was away and comes back with 200,000 deliveries waiting for it. How long do the other targets take from intake to their end,
/// against the same while nothing waits?
/// </summary>
internal sealed class BacklogMeasure : IMeasure
{
    private const int Backlog = 200_000;
    private const int Rounds = 40;
    private const int ResultsARound = 25;
    private const string Late = "credit";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public IReadOnlyList<string> Ids => ["P6"];

    public async Task<IReadOnlyList<Measurement>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await using var sandbox = await SandboxProgram.StartAsync(bench, 1_000, ["--latency-ms", "5", "--receipt-delay-ms", "0"], cancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = sandbox.Address };
        await using var database = await BenchDatabase.CreateAsync(bench, cancellationToken);
        await using var services = GatewayInProcess.Build(database, sandbox);
        var synthetic = new SyntheticResults();
        await StoreAsync(services, synthetic, 1_000, cancellationToken);
        await services.GetRequiredService<DeliveryRunner>().DrainAsync(cancellationToken);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delivering = services.GetRequiredService<DeliveryRunner>().RunAsync(stop.Token);
        var alone = await TrickleAsync(services, database, synthetic, cancellationToken);
        await FailAsync(http, cancellationToken);
        for (var stored = 0; stored < Backlog; stored += 1_000)
        {
            await StoreAsync(services, synthetic, 1_000, cancellationToken);
        }

        await OthersEndAsync(database, cancellationToken);
        var waiting = await database.ScalarAsync<long>($"select count(*) from delivery where target = '{Late}' and ended_at is null", cancellationToken);
        await database.SettleAsync(cancellationToken);
        using (var mended = await http.DeleteAsync("_sandbox/faults", cancellationToken))
        {
            mended.EnsureSuccessStatusCode();
        }

        await database.UntilAsync($"select count(*) < {waiting} from delivery where target = '{Late}' and ended_at is null", cancellationToken);
        var beside = await TrickleAsync(services, database, synthetic, cancellationToken);
        var left = await database.ScalarAsync<long>($"select count(*) from delivery where target = '{Late}' and ended_at is null", cancellationToken);
        await stop.CancelAsync();
        await delivering;
        Bench.Say($"P6: p95 {alone:0} ms，旁有积压时 {beside:0} ms；积压由 {waiting:#,0} 降至 {left:#,0} 条");
        return
        [
            new Measurement(
                "P6", $"一个平台恢复后补送 {Backlog:#,0} 条时，其他目标由入库到了结的 p95", "没有积压时", "ms", [beside], [alone], beside / alone,
                Goal.Most(1.1, Scale.Factor), $"积压由 {waiting:#,0} 降至 {left:#,0} 条；网关、平台和数据库同在两个核上")
        ];
    }

    /// <summary>A county hands in a little now and then.</summary>
    /// <returns>The 95th percentile, in milliseconds, from intake to the end at the targets that were never away.</returns>
    private static async Task<double> TrickleAsync(
        ServiceProvider services, BenchDatabase database, SyntheticResults synthetic, CancellationToken cancellationToken)
    {
        var from = await database.ScalarAsync<long>("select coalesce(max(delivery_id), 0) from delivery", cancellationToken);
        for (var round = 0; round < Rounds; round++)
        {
            await StoreAsync(services, synthetic, ResultsARound, cancellationToken);
            await Task.Delay(Pause, cancellationToken);
        }

        await OthersEndAsync(database, cancellationToken);
        return await database.ScalarAsync<double>(
            $"""
            select percentile_cont(0.95) within group (order by extract(epoch from ended_at - created_at) * 1000)
            from delivery where delivery_id > {from} and target <> '{Late}'
            """,
            cancellationToken);
    }

    private static Task OthersEndAsync(BenchDatabase database, CancellationToken cancellationToken) =>
        database.UntilAsync($"select count(*) = 0 from delivery where target <> '{Late}' and state in ('queued', 'sent')", cancellationToken);

    private static async Task FailAsync(HttpClient sandbox, CancellationToken cancellationToken)
    {
        using var answer = await sandbox.PostAsJsonAsync("_sandbox/faults", new { kind = "503", profile = "p3" }, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task StoreAsync(ServiceProvider services, SyntheticResults synthetic, int count, CancellationToken cancellationToken)
    {
        var outcomes = await services.GetRequiredService<ResultIntake>().StoreAsync(SandboxProgram.Area, "rest", [.. synthetic.Make(count)], cancellationToken);
        if (outcomes.FirstOrDefault(x => x is not IntakeOutcome.Created) is { } other)
        {
            throw new InvalidOperationException($"a synthetic result was not stored: {other}");
        }
    }
}
