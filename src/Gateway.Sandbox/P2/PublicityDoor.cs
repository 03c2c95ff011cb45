using System.Collections.Concurrent;
using System.Globalization;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P2;

/// <summary>The client signature. A nonce counts once its signature was right, and is then spent as long as its timestamp could be used.</summary>
internal sealed class PublicityDoor(SandboxOptions options, SecretWindow secrets, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, long> _spent = [];
    private long _sweptAt;

    public bool MayPass(HttpRequest request)
    {
        var (id, time, nonce) = (request.Headers["X-Client-Id"].ToString(), request.Headers["X-Timestamp"].ToString(), request.Headers["X-Nonce"].ToString());
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (id != options.ClientId || nonce.Length == 0
            || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || Math.Abs((double)now - at) > Window.TotalMilliseconds
            || secrets.Match("p2", x => Signing.Same(Signing.HmacBase64(x, id + time + nonce), request.Headers["X-Signature"].ToString())) is null)
        {
            return false;
        }

        Sweep(now);
        return _spent.TryAdd(nonce, at + (long)Window.TotalMilliseconds);
    }

    private void Sweep(long now)
    {
        var before = Interlocked.Read(ref _sweptAt);
        if (now - before < 60_000 || Interlocked.CompareExchange(ref _sweptAt, now, before) != before)
        {
            return;
        }

        foreach (var (nonce, until) in _spent)
        {
            if (until < now)
            {
                _spent.TryRemove(nonce, out _);
            }
        }
    }
}
