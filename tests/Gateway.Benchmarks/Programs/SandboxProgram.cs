using System.Diagnostics;
using Gateway.Benchmarks.Measuring;

namespace Gateway.Benchmarks.Programs;

/// <summary>The platforms, in another process, their pages rendered before anything is measured.</summary>
internal sealed class SandboxProgram : IAsyncDisposable
{
    public const string Area = "610502";

    private readonly Process _process;
    private readonly string _folder;

    private SandboxProgram(Process process, string folder, Uri address, string publicKey)
    {
        (_process, _folder, Address) = (process, folder, address);
        GatewaySettings = new Dictionary<string, string>
        {
            ["Gateway__Profiles__ExchangeRest__BaseAddress"] = $"{address}p1",
            ["Gateway__Profiles__Publicity__BaseAddress"] = $"{address}p2",
            ["Gateway__Profiles__Credit__BaseAddress"] = $"{address}p3",
            ["Gateway__Profiles__DoubleRandom__BaseAddress"] = $"{address}p4",
            // The sandbox's own dummies, good for nothing else.
            ["Gateway__Profiles__ExchangeRest__Rid"] = "sandbox-requester-610500",
            ["Gateway__Profiles__ExchangeRest__AppKey"] = "0123456789abcdef0123456789abcdef",
            ["Gateway__Profiles__Publicity__ClientId"] = "sandbox-client",
            ["Gateway__Profiles__Publicity__Secret"] = "sandbox-client-secret",
            ["Gateway__Profiles__Credit__AppId"] = "sandbox-app",
            ["Gateway__Profiles__Credit__AppSecret"] = "sandbox-app-secret",
            ["Gateway__Profiles__Credit__PlatformPublicKey"] = publicKey,
            ["Gateway__Profiles__DoubleRandom__PaasId"] = "sandbox-paas",
            ["Gateway__Profiles__DoubleRandom__Token"] = "sandbox-paas-token",
        };
    }

    public Uri Address { get; }

    /// <summary>The environment that points a gateway here.</summary>
    public IReadOnlyDictionary<string, string> GatewaySettings { get; }

    /// <summary>Starts it with all subjects in one area; returns when it listens.</summary>
    public static async Task<SandboxProgram> StartAsync(Bench bench, int subjects, IEnumerable<string> more, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(bench.WorkFolder, $"sandbox-{Guid.CreateVersion7():N}")).FullName;
        var start = new ProcessStartInfo(
            bench.Environment.Sandbox,
            ["--port", "0", "--data", folder, "--single-area", Area, "--subjects", $"{subjects}", "--prerender", .. more])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("the sandbox did not start");
        var publicKey = "";
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("sm2 public key", StringComparison.Ordinal))
            {
                publicKey = line.Split(' ')[^1];
            }
            else if (line.StartsWith("listening on ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None); // nobody reads it, and it must not fill up
                return new SandboxProgram(process, folder, new Uri(line["listening on ".Length..].Trim().TrimEnd('/') + "/"), publicKey);
            }
        }

        throw new InvalidOperationException($"the sandbox ended before it listened (exit code {process.ExitCode})");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
