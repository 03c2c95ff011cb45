using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Programs;

namespace Gateway.Benchmarks.Pull;

/// <summary>P15: from the start of a ReadyToRun-compiled process to the end of its first pull, the schema being there.</summary>
internal sealed class ColdStartMeasure : IMeasure
{
    private const int Times = 5;

    public IReadOnlyList<string> Ids => ["P15"];

    public async Task<IReadOnlyList<Measurement>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await using var sandbox = await SandboxProgram.StartAsync(bench, 1_000, [], cancellationToken);
        var seconds = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            await using var database = await BenchDatabase.CreateAsync(bench, cancellationToken);
            var gateway = new GatewayProgram(bench.Environment.Gateway, database.ConnectionString, sandbox);
            seconds.Add((await gateway.RunAsync(["pull", SandboxProgram.Area, "subject"], cancellationToken)).Seconds);
        }

        return
        [
            new Measurement(
                "P15", "冷启动到首次读取（1,000 个监管对象）完成", "—", "s", seconds, [], seconds.Median(), Goal.Most(5, Scale.Seconds), "ReadyToRun 发布"),
        ];
    }
}
