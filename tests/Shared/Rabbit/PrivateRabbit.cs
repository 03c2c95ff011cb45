using System.Diagnostics;
using System.Globalization;

namespace Gateway.Testing;

/// <summary>A broker of the test's own, started as <c>deploy/</c> starts it: it can be killed and started again without harm to others.</summary>
public sealed class PrivateRabbit : IAsyncDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("gateway-mq-").FullName;

    private PrivateRabbit() => AppDomain.CurrentDomain.ProcessExit += KillAtExit;

    public Uri Uri { get; private set; } = new("amqp://127.0.0.1");

    public static async Task<PrivateRabbit> CreateAsync(CancellationToken cancellationToken)
    {
        var broker = new PrivateRabbit();
        try
        {
            await broker.StartAsync(cancellationToken);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, on the port and with the messages that it had.</summary>
    public async Task StartAsync(CancellationToken cancellationToken) =>
        Uri = new Uri(await RunAsync("rabbit_start \"$0\"; echo \"$RABBIT_URI\"", cancellationToken));

    /// <summary>SIGKILL: as a lost machine, with recovery from its disk at the next start.</summary>
    public async Task KillAsync()
    {
        PosixSignals.Send(Pid, PosixSignalNumber.Kill);
        await Until.TrueAsync("the broker is gone", TimeSpan.FromSeconds(30), _ => Task.FromResult(!Directory.Exists($"/proc/{Pid}")), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        await RunAsync("rabbit_stop \"$0\"", CancellationToken.None);
        Directory.Delete(_home, recursive: true);
    }

    private int Pid => int.Parse(File.ReadAllText(Path.Combine(_home, "process")).Split(' ')[0], CultureInfo.InvariantCulture);

    private void KillAtExit(object? sender, EventArgs e) => PosixSignals.Send(Pid, PosixSignalNumber.Kill);

    private async Task<string> RunAsync(string script, CancellationToken cancellationToken)
    {
        var library = Path.Combine(BuiltPrograms.RepositoryRoot, "deploy", "lib");
        var output = Path.Combine(_home, "answer");

        // Its output goes to a file: the broker inherits the pipes, which would never end.
        using var bash = Process.Start("bash", ["-c", $"{{ . '{library}/home.sh'; . '{library}/ports.sh'; . '{library}/rabbitmq.sh'; {script}; }} >'{output}' 2>&1 </dev/null", _home]);
        await bash.WaitForExitAsync(cancellationToken);
        var said = (await File.ReadAllTextAsync(output, cancellationToken)).Trim();
        return bash.ExitCode == 0 ? said : throw new InvalidOperationException($"RabbitMQ: {script} ended with {bash.ExitCode}: {said}");
    }
}
