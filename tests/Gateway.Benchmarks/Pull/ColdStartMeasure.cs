using System.Diagnostics;
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
        var (program, note) = await PublishAsync(bench, cancellationToken);
        await using var sandbox = await SandboxProgram.StartAsync(bench, 1_000, [], cancellationToken);
        var seconds = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            await using var database = await BenchDatabase.CreateAsync(bench, cancellationToken);
            var gateway = new GatewayProgram(program, database.ConnectionString, sandbox);
            seconds.Add((await gateway.RunAsync(["pull", SandboxProgram.Area, "subject"], cancellationToken)).Seconds);
        }

        return
        [
            new Measurement(
                "P15", "冷启动到首次读取（1,000 个监管对象）完成", "—", "s", seconds, [], seconds.Median(), Goal.Most(5, Scale.Seconds), note),
        ];
    }

    /// <summary>Publishes as a deployment does; where the compiler package can't be had, the plain build is measured, and the note says so.</summary>
    private static async Task<(string Program, string Note)> PublishAsync(Bench bench, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(bench.WorkFolder, "published");
        var project = Path.Combine(RepositoryRoot(), "src", "Gateway.Host");
        var start = new ProcessStartInfo(
            "dotnet",
            ["publish", project, "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true", "-v", "quiet", "-o", folder,
             "-nodeReuse:false", "-p:UseSharedCompilation=false"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode == 0)
        {
            return (Path.Combine(folder, "gateway"), "ReadyToRun 发布");
        }

        Bench.Say($"ReadyToRun 发布失败 / publish failed: {output.Split('\n')[0]}");
        return (bench.Environment.Gateway, "未能 ReadyToRun 发布，测的是普通 Release 构建");
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("no Gateway.sln above the program");
    }
}
