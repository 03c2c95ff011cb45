using System.Security.Cryptography;
using System.Text;
using Gateway.Adapters.Configuration;

namespace Gateway.Host.Security;

/// <summary>Whose API key a request carries; while one is exchanged, the previous one is valid beside it. Only digests are compared, all of them, in constant time.</summary>
internal sealed class CountyKeys(IAdapterDirectory adapters)
{
    private volatile KeySet? _known;

    /// <summary>The area of a key, or <see langword="null"/> when it is nobody's.</summary>
    public string? AreaOf(string? key)
    {
        if (string.IsNullOrEmpty(key))
        {
            return null;
        }

        var given = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        string? area = null;
        foreach (var known in Current().Keys)
        {
            area = CryptographicOperations.FixedTimeEquals(given, known.Hash) ? known.Area : area;
        }

        return area;
    }

    private KeySet Current()
    {
        var now = adapters.Current;
        return _known is { } known && ReferenceEquals(known.Of, now) ? known : _known = KeySet.Read(now);
    }

    /// <summary>The keys of one configuration.</summary>
    private sealed record KeySet(IAdapterDirectory Of, IReadOnlyList<(string Area, byte[] Hash)> Keys)
    {
        public static KeySet Read(IAdapterDirectory adapters) => new(
            adapters,
            [.. adapters.Areas.SelectMany(x => new[] { x.ApiKeyHash, x.PreviousApiKeyHash }.OfType<string>().Select(y => (x.Area, Convert.FromHexString(y))))]);
    }
}

/// <summary>Lets a request through to the API under the area of its key, or answers 401.</summary>
internal sealed class CountyKeyFilter(CountyKeys keys) : IEndpointFilter
{
    public const string Header = "X-Api-Key";
    private const string Item = "gateway.area";

    public static string AreaOf(HttpContext context) =>
        (string?)context.Items[Item] ?? throw new InvalidOperationException("An endpoint of the API is mapped without its key filter");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (keys.AreaOf(context.HttpContext.Request.Headers[Header]) is not { } area)
        {
            return Web.Api.Problems.Of(Web.Api.Problems.KeyMissing, context.HttpContext.Request.Headers.ContainsKey(Header) ? "API 密钥无效" : "缺少 API 密钥（请求头 X-Api-Key）");
        }

        context.HttpContext.Items[Item] = area;
        return await next(context);
    }
}
