using System.Net;
using System.Net.Sockets;

namespace Gateway.IntegrationTests.Tables;

/// <summary>
/// A wire between the gateway and the front-end database that can be cut at the worst moment: the COMMIT has gone through, its answer has not.
/// </summary>
internal sealed class CommitRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly List<Task> _wires = [];
    private readonly int _port;
    private volatile bool _silent;
    private readonly Task _accepting;

    public CommitRelay(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Asked once, after a COMMIT went to the server and before anything comes back: then the wire is cut.</summary>
    public Func<CancellationToken, Task>? CutAfterCommit { get; set; }

    /// <summary>Cut before the COMMIT goes to the server.</summary>
    public bool CutBeforeCommit { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_wires);
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _wires.Add(WireAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The relay ends.
        }
    }

    private async Task WireAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _port, cut.Token);
            await await Task.WhenAny(ForthAsync(near.GetStream(), far.GetStream(), cut.Token), BackAsync(far.GetStream(), near.GetStream(), cut.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException)
        {
            // One side is gone; the other follows.
        }

        await cut.CancelAsync();
    }

    private async Task ForthAsync(NetworkStream from, NetworkStream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            var commits = buffer.AsSpan(0, read).IndexOf("COMMIT\0"u8) >= 0;
            if (commits && CutBeforeCommit)
            {
                CutBeforeCommit = false;
                return;
            }

            var cut = commits ? CutAfterCommit : null;
            _silent = cut is not null;
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (cut is not null)
            {
                CutAfterCommit = null;
                await cut(cancellationToken);
                _silent = false;
                return;
            }
        }
    }

    private async Task BackAsync(NetworkStream from, NetworkStream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (!_silent)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
    }
}
