namespace Gateway.Testing;

/// <summary>The sandbox as a process of its own; <see cref="BaseAddress"/> is without the profile's prefix.</summary>
public sealed class SandboxProcess : IAsyncDisposable
{
    private const string Listening = "listening on ";

    private SandboxProcess(ProgramProcess process, Uri baseAddress) => (Process, BaseAddress) = (process, baseAddress);

    public ProgramProcess Process { get; }

    public Uri BaseAddress { get; }

    /// <summary>Port 0: a free one. <paramref name="arguments"/> as on its command line, such as <c>--subjects 1000</c>.</summary>
    public static async Task<SandboxProcess> StartAsync(int port, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var chosen = port == 0 ? FreePort.Next() : port;
        var process = ProgramProcess.Start("sandbox", BuiltPrograms.Sandbox, ["--port", $"{chosen}", .. arguments]);
        try
        {
            var line = await process.WaitForLineAsync(
                Listening, x => x.Contains(Listening, StringComparison.Ordinal), TimeSpan.FromMinutes(2), cancellationToken);
            var address = line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim();
            return new SandboxProcess(process, new Uri(address.TrimEnd('/') + "/"));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
