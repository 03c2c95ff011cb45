using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Gateway.Benchmarks.Delivery;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Programs;
using Gateway.Pipeline.Messaging;
using Gateway.Pipeline.Results;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Benchmarks.Intake;

/// <summary>P5: results taken in, until stored with their deliveries: over the bus one a message, over REST in arrays of 1,000.</summary>
internal sealed class IntakeMeasure : IMeasure
{
    private const int Results = 20_000;
    private const int Warm = 2_000;
    private const int ByRow = 2_000;
    private const int Pairs = 3;

    public IReadOnlyList<string> Ids => ["P5"];

    public async Task<IReadOnlyList<Measurement>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var broker = new Uri(bench.Environment.Rabbit ?? throw new ArgumentException("GATEWAY_BENCH_RABBIT: 未设置，请通过 deploy/bench 运行 / not set"));
        await using var sandbox = await SandboxProgram.StartAsync(bench, 1_000, [], cancellationToken);
        var synthetic = new SyntheticResults();
        List<double> bus = [], bare = [], rest = [], byRow = [];
        for (var pair = 1; pair <= Pairs; pair++)
        {
            await using var database = await BenchDatabase.CreateAsync(bench, cancellationToken);
            await using var publisher = await ResultPublisher.ConnectAsync(broker, cancellationToken);
            await using (var app = await IntakeServer.StartAsync(database, sandbox, broker, cancellationToken))
            {
                await BusAsync(database, publisher, Bodies(synthetic, Warm), Warm, cancellationToken);
                await database.SettleAsync(cancellationToken);
                bus.Add(await BusAsync(database, publisher, Bodies(synthetic, Results), Warm + Results, cancellationToken));
                await RestAsync(app, Bodies(synthetic, Warm), cancellationToken);
                await database.SettleAsync(cancellationToken);
                rest.Add(Results / await RestAsync(app, Bodies(synthetic, Results), cancellationToken));
                await CheckAsync(database, (Warm + Results) * 2, cancellationToken);
                await app.StopAsync(cancellationToken);
            }

            await database.SettleAsync(cancellationToken);
            bare.Add(await BareConsumerBaseline.RunAsync(
                broker, publisher, Bodies(synthetic, Warm), Bodies(synthetic, Results), cancellationToken));
            await database.SettleAsync(cancellationToken);
            byRow.Add(await RowByRowBaseline.RunAsync(database, Bodies(synthetic, ByRow), cancellationToken));
            Bench.Say($"P5 {pair}/{Pairs}: 总线 {bus[^1]:0.00} s，空消费者 {bare[^1]:0.00} s；REST {rest[^1]:#,0} 个/s，逐行 {byRow[^1]:#,0} 个/s");
        }

        return
        [
            new Measurement(
                "P5", $"{Results:#,0} 个检查结果经总线接收，一条消息一个，到连同推送任务保存为止", "空的 MassTransit 消费者（原始 JSON），同一消息服务器", "s", bus, bare,
                Statistics.MedianRatio(bare, bus), Goal.Share(0.45), "发布计入两者的时间；对照不检查、不保存"),
            new Measurement(
                "P5", $"{Results:#,0} 个检查结果经 REST 接收，每次 1,000 个", "逐行插入，自动提交：一个结果一行，一个推送任务一行", "个/s", rest, byRow,
                Statistics.MedianRatio(rest, byRow), Goal.Times(3), $"对照取 {ByRow:#,0} 个外推"),
        ];
    }

    private static byte[][] Bodies(SyntheticResults synthetic, int count) => [.. synthetic.Make(count).Select(CanonicalResult.Bytes)];

    private static async Task<double> BusAsync(
        BenchDatabase database, ResultPublisher publisher, byte[][] messages, long stored, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await publisher.PublishAsync(BusNames.Results, "", messages, cancellationToken);
        while (await database.ScalarAsync<long>("select count(*) from result_version", cancellationToken) < stored)
        {
            await Task.Delay(40, cancellationToken); // counting takes milliseconds of the same two cores
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<double> RestAsync(WebApplication app, byte[][] results, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(app.Urls.First()) };
        client.DefaultRequestHeaders.Add("X-Api-Key", IntakeServer.Key);
        var bodies = results.Chunk(1_000).Select(part => Joined(part)).ToList();
        var began = Stopwatch.GetTimestamp();
        foreach (var body in bodies)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await client.PostAsync("/api/v1/results", content, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.MultiStatus)
            {
                throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static byte[] Joined(byte[][] results)
    {
        using var body = new MemoryStream();
        body.WriteByte((byte)'[');
        for (var i = 0; i < results.Length; i++)
        {
            if (i > 0)
            {
                body.WriteByte((byte)',');
            }

            body.Write(results[i]);
        }

        body.WriteByte((byte)']');
        return body.ToArray();
    }

    private static async Task CheckAsync(BenchDatabase database, long results, CancellationToken cancellationToken)
    {
        var deliveries = await database.ScalarAsync<long>("select count(*) from delivery where state = 'queued'", cancellationToken);
        if (deliveries != results * 4)
        {
            throw new InvalidOperationException($"{results} results have {deliveries} deliveries");
        }
    }
}
