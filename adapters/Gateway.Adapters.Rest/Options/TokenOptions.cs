using System.ComponentModel.DataAnnotations;

namespace Gateway.Adapters.Rest.Options;

/// <summary>How a token or signing secret is asked for. It is shared by all processes and renewed shortly before its end or when it is refused.</summary>
public sealed class TokenOptions
{
    /// <summary>The call that issues it; it is signed by its own signer only (none by default).</summary>
    [Required]
    public CallOptions? Call { get; init; }

    /// <summary>Where it stands in the answer.</summary>
    [Required]
    public string Value { get; init; } = "data.token";

    /// <summary>Where its life in seconds stands.</summary>
    public string? ExpiresIn { get; init; }

    /// <summary>Where its end stands: <c>yyyy-MM-dd HH:mm:ss</c> Asia/Shanghai, or epoch milliseconds.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary>Its life where the platform does not say. Default 30 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "30.00:00:00")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>It is renewed this long before its end, but not in the first nine tenths of its life. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Cipher under which it comes, with its key; none by default.</summary>
    public CipherOptions? Cipher { get; init; }

    /// <summary>Key of that cipher. Default <c>{appKey}</c>.</summary>
    public string CipherKey { get; init; } = "{appKey}";
}
