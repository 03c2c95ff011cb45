using System.Diagnostics;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Programs;
using Gateway.Pipeline.Delivery;

namespace Gateway.Benchmarks.Delivery;

/// <summary>P7: what a claim costs while a thousand deliveries wait, and while a million do: the look what there is, and the claim of a batch.</summary>
internal sealed class ClaimMeasure : IMeasure
{
    private const int Few = 1_000;
    private const int Many = 1_000_000;
    private const int Pairs = 9;
    private const int Claims = 10;
    private const int ClaimSize = Few / Claims;

    private static readonly QueueGroup Group = new("exchange-rest", SandboxProgram.Area, DeliveryKinds.Result, "i");

    private static readonly IReadOnlyList<QueueGroup> Possible =
    [
        .. from target in new[] { "exchange-rest", "publicity", "credit", "double-random" }
           from area in Enumerable.Range(0, 12)
           from operation in new[] { "d", "u", "i" }
           select new QueueGroup(target, $"{610_502 + area}", DeliveryKinds.Result, operation),
    ];

    public IReadOnlyList<string> Ids => ["P7"];

    public async Task<IReadOnlyList<Measurement>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await using var few = await BenchDatabase.CreateAsync(bench, cancellationToken);
        await using var many = await BenchDatabase.CreateAsync(bench, cancellationToken);
        await FillAsync(few, Few, cancellationToken);
        await FillAsync(many, Many, cancellationToken);
        foreach (var database in new[] { few, many })
        {
            await database.ExecuteAsync("vacuum analyze", cancellationToken);
            await ClaimAsync(database, cancellationToken); // plans made, pages read
            await FillAsync(database, Few, cancellationToken);
        }

        List<double> among1000 = [], amongMillion = [];
        for (var pair = 1; pair <= Pairs; pair++)
        {
            among1000.Add(await ClaimAsync(few, cancellationToken));
            amongMillion.Add(await ClaimAsync(many, cancellationToken));
            await FillAsync(few, Few, cancellationToken);
            await FillAsync(many, Few, cancellationToken);
        }

        Bench.Say($"P7: 一次领取 {among1000.Median():0.00} ms（{Few:#,0} 条待推），{amongMillion.Median():0.00} ms（{Many:#,0} 条待推）");
        return
        [
            new Measurement(
                "P7", $"{Many:#,0} 条待推时查看待办并领取 {ClaimSize} 条", $"{Few:#,0} 条待推时", "ms", amongMillion, among1000,
                Statistics.MedianRatio(amongMillion, among1000), Goal.Most(2, Scale.Factor)),
        ];
    }

    /// <returns>Milliseconds a claim.</returns>
    private static async Task<double> ClaimAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        var queue = new QueueStore(database.Source, TimeProvider.System);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Claims; i++)
        {
            var pending = await queue.PendingAsync(Possible, cancellationToken);
            await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var claimed = await QueueStore.ClaimAsync(connection, transaction, Group, ClaimSize, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            if (!pending.Contains(Group) || claimed.Count != ClaimSize)
            {
                throw new InvalidOperationException($"{claimed.Count} deliveries were claimed");
            }
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / Claims;
    }

    private static Task<int> FillAsync(BenchDatabase database, int count, CancellationToken cancellationToken) => database.ExecuteAsync(
        $"""
        with placed as (
          insert into delivery (target, area, kind, doc_id, version, operation, state, created_at)
          select '{Group.Target}', '{Group.Area}', '{Group.Kind}', gen_random_uuid()::text, 1, 'i', 'queued', now() from generate_series(1, {count})
          returning delivery_id, doc_id)
        insert into delivery_queue (target, area, kind, operation, delivery_id, doc_id, version)
        select '{Group.Target}', '{Group.Area}', '{Group.Kind}', 'i', delivery_id, doc_id, 1 from placed
        """,
        cancellationToken);
}
