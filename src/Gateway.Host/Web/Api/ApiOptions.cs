using System.ComponentModel.DataAnnotations;

namespace Gateway.Host.Web.Api;

/// <summary>The REST API.</summary>
internal sealed class ApiOptions
{
    public const string Section = "Gateway:Api";

    /// <summary>Requests a minute and key (without a key: and address).</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 6_000;
}
