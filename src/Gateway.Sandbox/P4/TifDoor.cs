using System.Globalization;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P4;

/// <summary>The x-tif signature: seconds, five minutes to either side.</summary>
internal sealed class TifDoor(SandboxOptions options, SecretWindow secrets, TimeProvider clock)
{
    private const int WindowSeconds = 300;

    public bool MayPass(HttpRequest request)
    {
        var (time, nonce) = (request.Headers["x-tif-timestamp"].ToString(), request.Headers["x-tif-nonce"].ToString());
        return request.Headers["x-tif-paasid"].ToString() == options.PaasId && nonce.Length > 0
            && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && Math.Abs((double)clock.GetUtcNow().ToUnixTimeSeconds() - at) <= WindowSeconds
            && secrets.Match("p4", x => Signing.Same(CanonicalContent.Sha256(time + x + nonce + time), request.Headers["x-tif-signature"].ToString())) is not null;
    }
}
