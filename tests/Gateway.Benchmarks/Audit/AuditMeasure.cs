using System.Diagnostics;
using System.Security.Cryptography;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Programs;
using Gateway.Pipeline.Audit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Benchmarks.Audit;

/// <summary>P12: entries appended while the sealer runs against a plain insert of the same columns; the verifier against hashing alone.</summary>
internal sealed class AuditMeasure : IMeasure
{
    private const int Transactions = 3_000;
    private const int Pairs = 5;
    private const int Entries = 200_000;
    private static readonly AuditKeys Keys = new([[.. Enumerable.Range(1, 32).Select(x => (byte)x)]]);

    public IReadOnlyList<string> Ids => ["P12"];

    public async Task<IReadOnlyList<Measurement>> RunAsync(Bench bench, CancellationToken cancellationToken) =>
    [
        await AppendAsync(bench, 1, Transactions, cancellationToken),
        await AppendAsync(bench, 100, Transactions / 10, cancellationToken),
        await VerifyAsync(bench, cancellationToken),
    ];

    private static async Task<Measurement> AppendAsync(Bench bench, int each, int transactions, CancellationToken cancellationToken)
    {
        await using var database = await BenchDatabase.CreateAsync(bench, cancellationToken);
        await database.ExecuteAsync(PlainInsertBaseline.Table, cancellationToken);
        var log = new AuditLog(TimeProvider.System, Keys);
        var options = Options(bench);
        var sealer = Sealer(database, options);
        List<double> ours = [], plain = [];
        for (var pair = 1; pair <= Pairs; pair++)
        {
            await database.SettleAsync(cancellationToken);
            plain.Add(await TimeAsync(database, each, transactions, PlainInsertBaseline.InsertAsync, cancellationToken));
            await database.SettleAsync(cancellationToken);
            using var done = new CancellationTokenSource();
            var sealing = SealUntilAsync(sealer, done.Token, cancellationToken);
            ours.Add(await TimeAsync(database, each, transactions, log.AppendAsync, cancellationToken));
            await done.CancelAsync();
            await sealing;
            Bench.Say($"P12 {pair}/{Pairs}: {each} 条一次，审计 {ours[^1]:0.00} s，普通插入 {plain[^1]:0.00} s");
        }

        return new Measurement(
            "P12", $"{transactions * each:#,0} 条审计记录，每个事务 {each} 条，同时封存", "同样各列的普通插入，无摘要、不封存", "s", ours, plain,
            Statistics.MedianRatio(plain, ours), Goal.Share(0.7));
    }

    private static async Task<Measurement> VerifyAsync(Bench bench, CancellationToken cancellationToken)
    {
        await using var database = await BenchDatabase.CreateAsync(bench, cancellationToken);
        var log = new AuditLog(TimeProvider.System, Keys);
        var events = Enumerable.Range(0, 1_000).Select(x => new AuditEvent(AuditKinds.BatchAttempted, "610502", $"batch:{x}", new string('据', 150))).ToArray();
        for (var i = 0; i < Entries / events.Length; i++)
        {
            await InTransactionAsync(database, events, log.AppendAsync, cancellationToken);
        }

        var options = Options(bench);
        var sealer = Sealer(database, options);
        while (await sealer.SealAsync(cancellationToken) is SealOutcome.Sealed { Entries: > 0 })
        {
        }

        List<double> verified = [], hashed = [];
        for (var pair = 1; pair <= Pairs; pair++)
        {
            var verification = await new AuditVerifier(database.Source, Keys, options, TimeProvider.System).VerifyAsync(cancellationToken);
            if (!verification.Intact || verification.Sealed != Entries)
            {
                throw new InvalidOperationException(verification.Text);
            }

            verified.Add(verification.Bytes / 1e6 / verification.Elapsed.TotalSeconds);
            hashed.Add(HashingAlone(verification.Bytes / Entries));
            Bench.Say($"P12 {pair}/{Pairs}: 校验 {verified[^1]:0} MB/s，单算 SHA-256 {hashed[^1]:0} MB/s");
        }

        return new Measurement(
            "P12", $"校验 {Entries:#,0} 条已封存的审计记录", "同样字节数单算 SHA-256", "MB/s", verified, hashed, verified.Median(),
            new Goal(50, AtLeast: true, Scale.MegabytesPerSecond), "目标为每秒校验的字节数");
    }

    private static double HashingAlone(long bytesEach)
    {
        var entry = new byte[bytesEach];
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Entries; i++)
        {
            SHA256.HashData(entry);
        }

        return bytesEach * Entries / 1e6 / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<double> TimeAsync(BenchDatabase database, int each, int transactions, Append append, CancellationToken cancellationToken)
    {
        var events = Enumerable.Range(0, each)
            .Select(x => new AuditEvent(AuditKinds.ResultsStored, "610502", $"batch:{x}", $$"""{"结果":{{x}},"digest":"9f86d081884c7d65"}""")).ToArray();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < transactions; i++)
        {
            await InTransactionAsync(database, events, append, cancellationToken);
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task InTransactionAsync(BenchDatabase database, AuditEvent[] events, Append append, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await append(connection, transaction, events, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task SealUntilAsync(AuditSealer sealer, CancellationToken done, CancellationToken cancellationToken)
    {
        while (!done.IsCancellationRequested)
        {
            await sealer.SealAsync(cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1), done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static AuditSealer Sealer(BenchDatabase database, IOptions<AuditOptions> options) =>
        new(database.Source, Keys, options, TimeProvider.System, NullLogger<AuditSealer>.Instance);

    private static IOptions<AuditOptions> Options(Bench bench) => Microsoft.Extensions.Options.Options.Create(
        new AuditOptions { AnchorFile = Path.Combine(bench.WorkFolder, $"audit-{Guid.CreateVersion7():N}.anchor"), EntriesPerSeal = 10_000 });

    private delegate Task Append(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<AuditEvent> events, CancellationToken cancellationToken);
}
