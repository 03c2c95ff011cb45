using System.Diagnostics;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Programs;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Messaging.StatusOut;
using Gateway.Pipeline.Results;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Benchmarks.Delivery;

/// <summary>P4: stored results to four targets, by the delivery engine and by a bare loop; platforms answer in 5 ms, receipts are there at once.</summary>
internal sealed class DeliveryMeasure : IMeasure
{
    private const int Results = 20_000;
    private const int Pairs = 3;

    public IReadOnlyList<string> Ids => ["P4"];

    public async Task<IReadOnlyList<Measurement>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await using var sandbox = await SandboxProgram.StartAsync(bench, 1_000, ["--latency-ms", "5", "--receipt-delay-ms", "0"], cancellationToken);
        var synthetic = new SyntheticResults();
        List<double> ours = [], bare = [];
        for (var pair = 1; pair <= Pairs; pair++)
        {
            await using var database = await BenchDatabase.CreateAsync(bench, cancellationToken);
            // A platform knows a batch by its number: each pair counts on where the last one ended.
            await database.ExecuteAsync($"insert into delivery_batch_no select target, current_date + day, {pair * 10_000} from unnest(array[0, 1]) day, (values ('exchange-rest'), ('publicity'), ('credit'), ('double-random')) t (target)", cancellationToken);
            await using var services = GatewayInProcess.Build(database, sandbox);
            await new StatusOutboxStore(database.Source).WantAsync(cancellationToken); // changes are noted as where there is a broker
            await WarmAsync(services, synthetic, cancellationToken);
            await StoreAsync(services, synthetic.Make(Results), cancellationToken);
            var targets = await PrepareAsync(services, synthetic.Make(Results), cancellationToken);
            await database.SettleAsync(cancellationToken);
            ours.Add(await DeliverAsync(services, database, cancellationToken));
            await database.SettleAsync(cancellationToken);
            bare.Add(await BareLoopBaseline.RunAsync(database, targets, cancellationToken));
            Bench.Say($"P4 {pair}/{Pairs}: 网关 {ours[^1]:0.00} s，裸循环 {bare[^1]:0.00} s");
        }

        return
        [
            new Measurement(
                "P4", $"{Results:#,0} 个检查结果 × 4 个目标：签名、推送、回执、状态与审计", "裸循环：每目标一个连接，同样的批次，COPY 状态行", "s", ours, bare,
                Statistics.MedianRatio(bare, ours), Goal.Share(0.6), "对方 5 ms 应答，回执立即可取，状态消息照记；对照不追踪回执，不存批次，无审计"),
        ];
    }

    /// <summary>Secrets fetched, code compiled, connections open, for both halves alike.</summary>
    private static async Task WarmAsync(ServiceProvider services, SyntheticResults synthetic, CancellationToken cancellationToken)
    {
        await StoreAsync(services, synthetic.Make(1_000), cancellationToken);
        await services.GetRequiredService<DeliveryRunner>().DrainAsync(cancellationToken);
    }

    private static async Task StoreAsync(ServiceProvider services, IReadOnlyList<InspectionResult> results, CancellationToken cancellationToken)
    {
        var intake = services.GetRequiredService<ResultIntake>();
        foreach (var part in results.Chunk(1_000))
        {
            var outcomes = await intake.StoreAsync(SandboxProgram.Area, "rest", part, cancellationToken);
            if (outcomes.FirstOrDefault(x => x is not IntakeOutcome.Created) is { } other)
            {
                throw new InvalidOperationException($"a synthetic result was not stored: {other}");
            }
        }
    }

    private static async Task<IReadOnlyList<PreparedTarget>> PrepareAsync(
        ServiceProvider services, IReadOnlyList<InspectionResult> results, CancellationToken cancellationToken)
    {
        var numbers = services.GetRequiredService<BatchNumberStore>();
        var targets = new List<PreparedTarget>();
        foreach (var sink in services.GetRequiredService<IAdapterDirectory>().SinksOf(SandboxProgram.Area).Where(x => x is ISharingSink or IPublicitySink))
        {
            targets.Add(await PreparedTarget.MakeAsync(sink, results, numbers, cancellationToken));
        }

        return targets;
    }

    private static async Task<double> DeliverAsync(ServiceProvider services, BenchDatabase database, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await services.GetRequiredService<DeliveryRunner>().DrainAsync(cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(began);
        var open = await database.ScalarAsync<long>(
            "select count(*) from delivery where kind = 'result' and state not in ('accepted', 'published')", cancellationToken);
        var ended = await database.ScalarAsync<long>("select count(*) from delivery where kind = 'result'", cancellationToken);
        return open == 0 && ended == (Results + 1_000) * 4
            ? elapsed.TotalSeconds
            : throw new InvalidOperationException($"{ended} deliveries, of which {open} did not arrive");
    }
}
