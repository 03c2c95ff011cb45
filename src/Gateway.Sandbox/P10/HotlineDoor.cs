using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P10;

/// <summary>The signature of profile 10, in the query: ten minutes to either side.</summary>
internal sealed class HotlineDoor(SandboxOptions options, TimeProvider clock)
{
    private const double WindowSeconds = 600;

    public bool MayPass(HttpRequest request)
    {
        var (key, time) = (request.Query["appKey"].ToString(), request.Query["requestTime"].ToString());
        return key == options.HotlineAppKey
            && DateTime.TryParseExact(time, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            && Math.Abs((ShanghaiClock.Local(clock.GetUtcNow()).DateTime - at).TotalSeconds) <= WindowSeconds
            && Signing.Same(SignOf(key, time), request.Query["sign"].ToString());
    }

    [SuppressMessage("Security", "CA5351", Justification = "The platform signs so.")]
    private string SignOf(string key, string time) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(key + options.HotlineSecret + time)));
}
