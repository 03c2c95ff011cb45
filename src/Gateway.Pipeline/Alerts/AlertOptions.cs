using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Alerts;

/// <summary>Where alerts go besides the log, the metrics and the page.</summary>
public sealed class AlertOptions
{
    public const string Section = "Gateway:Alerts";

    /// <summary>Address that takes a POST a notice; none: nothing is sent.</summary>
    public string? Webhook { get; set; }

    /// <summary>Key of the signature (HMAC-SHA256); a secret.</summary>
    public string? Secret { get; set; }
}

internal sealed class AlertOptionsCheck : IValidateOptions<AlertOptions>
{
    private const int ShortestSecret = 16;

    public ValidateOptionsResult Validate(string? name, AlertOptions options)
    {
        if (string.IsNullOrEmpty(options.Webhook))
        {
            return ValidateOptionsResult.Success;
        }

        var failures = new List<string>();
        if (!Uri.TryCreate(options.Webhook, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            failures.Add("Gateway__Alerts__Webhook 应为完整的 https 地址");
        }
        else
        {
            if (uri.Scheme == "http" && !uri.IsLoopback)
            {
                failures.Add("Gateway__Alerts__Webhook 须用 https（仅本机地址可用 http）");
            }

            if (uri.UserInfo.Length > 0)
            {
                failures.Add("Gateway__Alerts__Webhook 不得含用户名或口令");
            }
        }

        if ((options.Secret?.Length ?? 0) < ShortestSecret)
        {
            failures.Add($"Gateway__Alerts__Secret 未设置或不足 {ShortestSecret} 个字符：告警通知须签名");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
