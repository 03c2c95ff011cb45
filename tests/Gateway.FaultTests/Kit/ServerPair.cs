using Gateway.Testing;

namespace Gateway.FaultTests;

/// <summary>Two servers on one database; one that is killed comes back at its address.</summary>
internal sealed class ServerPair : IAsyncDisposable
{
    private readonly Func<Uri, GatewayServer> _start;
    private readonly GatewayServer[] _servers;

    private ServerPair(Func<Uri, GatewayServer> start)
    {
        _start = start;
        Addresses = [.. Enumerable.Range(0, 2).Select(_ => new Uri($"http://127.0.0.1:{FreePort.Next()}/"))];
        _servers = [.. Addresses.Select(start)];
    }

    public IReadOnlyList<Uri> Addresses { get; }

    public int Killed { get; private set; }

    /// <summary>How often something was open when one was killed.</summary>
    public int Interrupted { get; private set; }

    public static async Task<ServerPair> StartAsync(GatewayProcesses processes, TestDatabase database, IReadOnlyDictionary<string, string> settings)
    {
        var pair = new ServerPair(x => GatewayServer.Start(processes, database, settings, x));
        foreach (var server in pair._servers)
        {
            await server.ReadyAsync();
        }

        return pair;
    }

    public async Task KillAsync(int one, long open)
    {
        await _servers[one].DisposeAsync();
        (Killed, Interrupted) = (Killed + 1, Interrupted + (open > 0 ? 1 : 0));
        _servers[one] = _start(Addresses[one]);
        await _servers[one].ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }
}
