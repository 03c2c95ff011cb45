using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Programs;

namespace Gateway.Benchmarks.Pull;

/// <summary>
/// P1: a full pull by the gateway's own process, start-up included, against psql's \copy of the same columns into a table with the same
/// key and indexes. P2: the same pull again, nothing changed. P1b: the same work row by row and job by job, a sample of the rows.
/// </summary>
internal sealed class PullMeasure : IMeasure
{
    private const int Pairs = 3;

    public IReadOnlyList<string> Ids => ["P1", "P1b", "P2"];

    public async Task<IReadOnlyList<Measurement>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var rows = bench.Options.Rows;
        Bench.Say($"预渲染 {rows:#,0} 个监管对象 / rendering");
        await using var sandbox = await SandboxProgram.StartAsync(bench, rows, [], cancellationToken);
        List<double> first = [], again = [], copied = [], small = [], rowByRow = [], jobs = [];
        for (var pair = 1; pair <= Pairs; pair++)
        {
            await using var database = await BenchDatabase.CreateAsync(bench, cancellationToken);
            var gateway = new GatewayProgram(bench.Environment.Gateway, database.ConnectionString, sandbox);
            small.Add((await gateway.RunAsync(["pull", SandboxProgram.Area, "plan", "--full"], cancellationToken)).Seconds);
            await database.SettleAsync(cancellationToken);
            first.Add((await gateway.RunAsync(["pull", SandboxProgram.Area, "subject", "--full"], cancellationToken)).Seconds);
            await database.SettleAsync(cancellationToken);
            copied.Add(await CopyBaseline.RunAsync(bench, database, cancellationToken));
            if (bench.Options.Wants("P2"))
            {
                await database.SettleAsync(cancellationToken);
                again.Add((await gateway.RunAsync(["pull", SandboxProgram.Area, "subject", "--full"], cancellationToken)).Seconds);
            }

            if (bench.Options.Wants("P1b"))
            {
                await database.SettleAsync(cancellationToken);
                rowByRow.Add(await RowByRowBaseline.RunAsync(database, cancellationToken));
                // Minutes long, and three hundred times slower is no close call: once is enough.
                if (pair == 1)
                {
                    await database.SettleAsync(cancellationToken);
                    jobs.Add(await JobPerRecordBaseline.RunAsync(database, cancellationToken));
                }
            }

            Bench.Say($"P1 {pair}/{Pairs}: 首次 {first[^1]:0.0} s，\\copy {copied[^1]:0.0} s" + (again.Count == 0 ? "" : $"，再次 {again[^1]:0.0} s"));
        }

        return [.. Lines(bench, first, again, copied, small, rowByRow, jobs)];
    }

    private static IEnumerable<Measurement> Lines(
        Bench bench, List<double> first, List<double> again, List<double> copied, List<double> small, List<double> rowByRow, List<double> jobs)
    {
        var rows = bench.Options.Rows;
        var bare = first.Zip(small, (x, y) => x - y).ToList();
        if (bench.Options.Wants("P1"))
        {
            yield return new Measurement(
                "P1", $"首次全量读取 {rows:#,0} 个监管对象", "psql \\copy 到同样的表", "s", first, copied, Statistics.MedianRatio(copied, first), Goal.Share(0.25),
                $"整个进程的时间，含启动；读取一个很小的数据种类需 {small.Median():0.00} s，扣除后为 {Statistics.MedianRatio(copied, bare) * 100:0.#} %");
        }

        if (bench.Options.Wants("P1b"))
        {
            var rates = first.Select(x => rows / x).ToList();
            yield return new Measurement(
                "P1b", "同上", "逐行 upsert，自动提交，一个连接", "行/s", rates, rowByRow, Statistics.MedianRatio(rates, rowByRow), Goal.Times(20),
                $"对照取 {RowSample.Size:#,0} 行外推");
            yield return new Measurement(
                "P1b", "同上", "每条记录一个 Hangfire 作业", "行/s", rates, jobs, Statistics.MedianRatio(rates, jobs), Goal.Times(300),
                $"对照取 {RowSample.Size:#,0} 行外推");
        }

        if (bench.Options.Wants("P2"))
        {
            yield return new Measurement(
                "P2", $"无变化，再次全量读取 {rows:#,0} 个", "首次读取", "s", again, first, Statistics.MedianRatio(first, again), Goal.Times(1.5));
        }
    }
}
