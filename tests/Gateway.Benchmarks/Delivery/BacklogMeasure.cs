using System.Net.Http.Json;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Programs;
using Gateway.Pipeline.Delivery;
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
    private const string Late = "credit";

    public IReadOnlyList<string> Ids => ["P6"];

    public async Task<IReadOnlyList<Measurement>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await using var sandbox = await SandboxProgram.StartAsync(bench, 1_000, ["--latency-ms", "5", "--receipt-delay-ms", "0"], cancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = sandbox.Address };
        await using var database = await BenchDatabase.CreateAsync(bench, cancellationToken);
        await using var services = GatewayInProcess.Build(database, sandbox);
        var trickle = new Trickle(services, database, Late);
        await trickle.StoreAsync(1_000, cancellationToken);
        await services.GetRequiredService<DeliveryRunner>().DrainAsync(cancellationToken);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delivering = services.GetRequiredService<DeliveryRunner>().RunAsync(stop.Token);
        var alone = await trickle.RunAsync(Rounds, cancellationToken);
        await FailAsync(http, cancellationToken);
        for (var stored = 0; stored < Backlog; stored += 1_000)
        {
            await trickle.StoreAsync(1_000, cancellationToken);
        }

        await trickle.EndAsync(cancellationToken);
        var waiting = await database.ScalarAsync<long>($"select count(*) from delivery where target = '{Late}' and ended_at is null", cancellationToken);
        await database.SettleAsync(cancellationToken);
        using (var mended = await http.DeleteAsync("_sandbox/faults", cancellationToken))
        {
            mended.EnsureSuccessStatusCode();
        }

        await database.UntilAsync($"select count(*) < {waiting} from delivery where target = '{Late}' and ended_at is null", cancellationToken);
        var beside = await trickle.RunAsync(Rounds, cancellationToken);
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

    private static async Task FailAsync(HttpClient sandbox, CancellationToken cancellationToken)
    {
        using var answer = await sandbox.PostAsJsonAsync("_sandbox/faults", new { kind = "503", profile = "p3" }, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
