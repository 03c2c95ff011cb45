using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Programs;

namespace Gateway.Benchmarks.Pull;

/// <summary>P9: the most memory that the gateway's process holds while it pulls 100,000 and 1,000,000 subjects.</summary>
internal sealed class MemoryMeasure : IMeasure
{
    public IReadOnlyList<string> Ids => ["P9"];

    public async Task<IReadOnlyList<Measurement>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var few = await PeakAsync(bench, 100_000, cancellationToken);
        var many = await PeakAsync(bench, 1_000_000, cancellationToken);
        return
        [
            new Measurement(
                "P9", "读取 1,000,000 个监管对象的内存峰值（VmHWM）", "读取 100,000 个", "MB", [many], [few], many, Goal.Most(300, Scale.Megabytes),
                $"十倍的数据，峰值为 {many / few:0.00} 倍；其中每百万个标识的索引约 35 MB（decisions/0002）"),
        ];
    }

    private static async Task<double> PeakAsync(Bench bench, int subjects, CancellationToken cancellationToken)
    {
        Bench.Say($"P9：预渲染并读取 {subjects:#,0} 个 / rendering and pulling");
        await using var sandbox = await SandboxProgram.StartAsync(bench, subjects, [], cancellationToken);
        await using var database = await BenchDatabase.CreateAsync(bench, cancellationToken);
        var run = await new GatewayProgram(bench.Environment.Gateway, database.ConnectionString, sandbox)
            .RunAsync(["pull", SandboxProgram.Area, "subject", "--full"], cancellationToken);
        Bench.Say($"P9：{subjects:#,0} 个，峰值 {run.PeakMegabytes:0} MB，{run.Seconds:0.0} s");
        return run.PeakMegabytes;
    }
}
