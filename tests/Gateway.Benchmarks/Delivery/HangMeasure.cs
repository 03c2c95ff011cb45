using System.Net.Http.Json;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Programs;
using Gateway.Pipeline.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Benchmarks.Delivery;

/// <summary>R11: one platform takes connections and never answers; how long do the others take, against the same while it answers?</summary>
internal sealed class HangMeasure : IMeasure
{
    private const int Pairs = 5;
    private const int Rounds = 16;
    private const string Hanging = "exchange-rest";

    public IReadOnlyList<string> Ids => ["R11"];

    public async Task<IReadOnlyList<Measurement>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await using var sandbox = await SandboxProgram.StartAsync(bench, 1_000, ["--latency-ms", "5", "--receipt-delay-ms", "0"], cancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = sandbox.Address };
        await using var database = await BenchDatabase.CreateAsync(bench, cancellationToken);
        await using var services = GatewayInProcess.Build(database, sandbox, x => x["Gateway:Profiles:ExchangeRest:Transport:AttemptTimeout"] = "3s");
        var trickle = new Trickle(services, database, Hanging);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delivering = services.GetRequiredService<DeliveryRunner>().RunAsync(stop.Token);
        await trickle.RunAsync(Rounds, cancellationToken);
        List<double> beside = [], alone = [];
        for (var pair = 1; pair <= Pairs; pair++)
        {
            await database.UntilAsync("select count(*) = 0 from delivery where state in ('queued', 'sent')", cancellationToken);
            alone.Add(await trickle.RunAsync(Rounds, cancellationToken));
            using (var ordered = await http.PostAsJsonAsync("_sandbox/faults", new { kind = "hang", profile = "p1", delayMs = 60_000 }, cancellationToken))
            {
                ordered.EnsureSuccessStatusCode();
            }

            beside.Add(await trickle.RunAsync(Rounds, cancellationToken));
            using var mended = await http.DeleteAsync("_sandbox/faults", cancellationToken);
            mended.EnsureSuccessStatusCode();
            Bench.Say($"R11 {pair}/{Pairs}: p95 {alone[^1]:0} ms，旁有平台不应答时 {beside[^1]:0} ms");
        }

        await stop.CancelAsync();
        await delivering;
        return
        [
            new Measurement(
                "R11", "一个平台不应答时，其他目标由入库到了结的 p95", "各平台都应答时", "ms", beside, alone, Statistics.MedianRatio(beside, alone),
                Goal.Most(1.1, Scale.Factor)),
        ];
    }
}
