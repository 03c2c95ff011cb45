using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;

namespace Gateway.Pipeline.Certification.Probe;

/// <summary>
/// Looks on where the adapters' HTTP clients resolve names, connect, see certificates and are answered. It changes nothing: what an adapter
/// would have been told, it is told.
/// </summary>
public sealed class WireWatch(TimeProvider clock)
{
    // A kept connection is not made again: what was seen when it was made stays with its host.
    private readonly ConcurrentDictionary<string, ConcurrentQueue<WireFact>> _connections = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentQueue<WireFact> _answers = new();
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Begins a new look; what was seen of connections that may be in use still is kept.</summary>
    public void Begin()
    {
        _answers.Clear();
        _asked.Clear();
    }

    /// <summary>What was seen since, connections first.</summary>
    public IReadOnlyList<WireFact> Facts => [.. _asked.Keys.SelectMany(x => _connections.GetValueOrDefault(x) ?? []), .. _answers];

    /// <summary>Takes its place in a client.</summary>
    internal void Join(SocketsHttpHandler handler)
    {
        var connect = handler.ConnectCallback;
        handler.ConnectCallback = (context, token) => connect is null ? ConnectAsync(context, token) : ConnectAsync(context, connect, token);
        var judge = handler.SslOptions.RemoteCertificateValidationCallback;
        handler.SslOptions.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
        {
            var believed = judge?.Invoke(sender, certificate, chain, errors) ?? errors == SslPolicyErrors.None;
            Note((sender as SslStream)?.TargetHostName, CertificateReading.Of(certificate, chain, errors, believed, clock.GetUtcNow()));
            return believed;
        };
    }

    /// <summary>Sends a request on and notes its answer.</summary>
    internal async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, Func<Task<HttpResponseMessage>> send)
    {
        _asked[HostOf(request)] = true;
        var began = Stopwatch.GetTimestamp();
        try
        {
            var response = await send();
            var skew = response.Headers.Date - clock.GetUtcNow();
            _answers.Enqueue(new WireFact.Answered((int)response.StatusCode, MediaOf(response.Content.Headers.ContentType), skew, Stopwatch.GetElapsedTime(began)));
            return response;
        }
        catch (Exception failure)
        {
            _answers.Enqueue(new WireFact.Unanswered(IsReset(failure), Stopwatch.GetElapsedTime(began)));
            throw;
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var key = HostOf(context.InitialRequestMessage);
        Forget(key);
        var began = Stopwatch.GetTimestamp();
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException)
        {
            Note(key, new WireFact.NotResolved(host, Stopwatch.GetElapsedTime(began)));
            throw;
        }

        Note(key, new WireFact.Resolved(host, [.. addresses.Select(x => x.ToString())], Stopwatch.GetElapsedTime(began)));
        began = Stopwatch.GetTimestamp();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            Note(key, new WireFact.Connected(PeerOf(socket, host, port), IsSecure(context), Stopwatch.GetElapsedTime(began)));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception failure)
        {
            socket.Dispose();
            Note(key, new WireFact.NotConnected(
                $"{host}:{port}", (failure as SocketException)?.SocketErrorCode ?? SocketError.TimedOut, Stopwatch.GetElapsedTime(began)));
            throw;
        }
    }

    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect,
        CancellationToken cancellationToken)
    {
        var key = HostOf(context.InitialRequestMessage);
        var peer = $"{context.DnsEndPoint.Host}:{context.DnsEndPoint.Port}";
        Forget(key);
        var began = Stopwatch.GetTimestamp();
        try
        {
            var stream = await connect(context, cancellationToken);
            Note(key, new WireFact.Connected(peer, IsSecure(context), Stopwatch.GetElapsedTime(began)));
            return stream;
        }
        catch (SocketException failure)
        {
            Note(key, new WireFact.NotConnected(peer, failure.SocketErrorCode, Stopwatch.GetElapsedTime(began)));
            throw;
        }
    }

    private void Forget(string key) => _connections[key] = new ConcurrentQueue<WireFact>();

    private void Note(string? host, WireFact fact) => _connections.GetOrAdd(host ?? "", _ => new ConcurrentQueue<WireFact>()).Enqueue(fact);

    private static string HostOf(HttpRequestMessage request) => request.RequestUri?.IdnHost ?? "";

    private static bool IsSecure(SocketsHttpConnectionContext context) => context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps;

    private static string PeerOf(Socket socket, string host, int port) =>
        socket.RemoteEndPoint is IPEndPoint { Address: var address } ? new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port).ToString() : $"{host}:{port}";

    private static string MediaOf(MediaTypeHeaderValue? type) => type?.MediaType ?? "";

    private static bool IsReset(Exception failure) =>
        Causes(failure).Any(x => x is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown }
            or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded });

    private static IEnumerable<Exception> Causes(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            yield return failure;
        }
    }
}
