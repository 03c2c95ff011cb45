using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Gateway.Adapters.Rest.Templates;
using Gateway.Contracts;

namespace Gateway.Adapters.Rest.Options;

/// <summary>Which variables a call may name, and which of the profile's secrets it so needs.</summary>
internal static class CallRules
{
    private static readonly string[] Always =
    [
        "area", "areaName", "cdSource", "dataSourceName", "dataSourceUscc", "now", "timestamp", "nonce", "appId", "appSecret", "appKey", "user",
        "password", "cipherKey", "basic", "issued", "sign", "method", "path", "query", "body", "plainBody", "sorted", "signingKey",
    ];

    private static readonly string[] Reading =
        ["feed", "mode", "from", "to", "page", "offset", "size", "cursor", "lastTime", "lastId", "day", "slice", "snapshot", "job"];

    private static readonly string[] Pushing = ["batchNo", "batchTime", "operation", "count", "rows", "row", "id"];

    private static readonly string[] Times = ["now", "from", "to", "day", "batchTime"];

    private static readonly string[] Booking = ["from", "to", "page"];

    /// <summary>Every call of the profile with its place in YAML.</summary>
    public static IEnumerable<(string Path, CallOptions Call)> All(RestOptions options) =>
        Placed(options).Select(call => (call.Path, call.Call));

    public static IEnumerable<ValidationResult> Check(RestOptions options)
    {
        foreach (var (member, path, call, own) in Placed(options))
        {
            var known = Always.Concat(own).Concat(call.Values.Keys).ToHashSet(StringComparer.Ordinal);
            var used = Names(call, options).ToHashSet(StringComparer.Ordinal);
            foreach (var name in used.Where(name => !known.Contains(Root(name))).Order(StringComparer.Ordinal))
            {
                yield return new ValidationResult($"“{path}”中的变量“{{{name}}}”不存在；可用：{string.Join("、", own.Concat(call.Values.Keys))}", [member]);
            }

            foreach (var secret in Secrets(options).Where(secret => used.Contains(secret.Name) && string.IsNullOrEmpty(secret.Value)))
            {
                yield return new ValidationResult($"“{path}”用到密钥“{secret.Name}”但没有设置：设为环境变量或放入密钥文件夹", [secret.Name]);
            }

            foreach (var (name, format) in Texts(call, options).SelectMany(text => Template.Of(text).Formats).Distinct()
                .Where(variable => Times.Contains(variable.Name) && !CanWrite(variable.Format)))
            {
                yield return new ValidationResult($"“{path}”中“{{{name}:{format}}}”的时间写法无效：用 ms、s 或 yyyyMMddHHmmss 一类", [member]);
            }

            if (call.Outcomes.Over(options.Outcomes) is { Success: null or [] } outcomes
                && outcomes.Statuses?.ContainsValue(Outcome.Success) != true && outcomes.Texts?.ContainsValue(Outcome.Success) != true)
            {
                yield return new ValidationResult($"“{path}”没有说明什么算成功：写 outcomes.success（应答没有码时写 \"\"）", [member]);
            }

            foreach (var status in (call.Outcomes.Over(options.Outcomes).Statuses ?? []).Keys.Where(status =>
                !int.TryParse(status, CultureInfo.InvariantCulture, out var number) || number is < 200 or > 599))
            {
                yield return new ValidationResult($"“{path}”的 statuses 中“{status}”不是 HTTP 状态码", [member]);
            }
        }
    }

    private static IEnumerable<(string Member, string Path, CallOptions Call, string[] Own)> Placed(RestOptions options)
    {
        if (options.Token?.Call is { } token)
        {
            yield return (nameof(RestOptions.Token), "token.call", token with { Signer = token.Signer ?? new SignerOptions(), Cipher = token.Cipher ?? new CipherOptions() }, []);
        }

        foreach (var (feed, of) in options.Feeds)
        {
            var at = $"feeds.{feed.Wire()}";
            (string, CallOptions?)[] calls =
            [
                ("call", of.Call), ("incremental", of.Incremental), ("deletions.call", of.Deletions?.Call), ("job.submit", of.Job?.Submit),
                ("job.poll", of.Job?.Poll),
            ];
            foreach (var (name, call) in calls.Where(call => call.Item2 is not null))
            {
                yield return (nameof(RestOptions.Feeds), $"{at}.{name}", call!, Reading);
            }
        }

        foreach (var (target, of) in options.Targets)
        {
            var at = $"targets.{target}";
            (string, CallOptions?, string[])[] calls =
            [
                ("push", of.Push, Pushing), ("correct", of.Correct, Pushing), ("withdraw.call", of.Withdraw?.Call, Pushing),
                ("receipt.call", of.Receipt?.Call, Pushing), ("ledger.call", of.Ledger?.Call, Booking),
            ];
            foreach (var (name, call, own) in calls.Where(call => call.Item2 is not null))
            {
                yield return (nameof(RestOptions.Targets), $"{at}.{name}", call!, own);
            }
        }
    }

    private static IEnumerable<string> Names(CallOptions call, RestOptions options) =>
        Texts(call, options).SelectMany(text => Template.Of(text).Names);

    private static string[] Texts(CallOptions call, RestOptions options)
    {
        var signer = call.Signer ?? options.Signer;
        return
        [
            call.Path, call.Body, .. call.Query.Values, .. call.Headers.Values, .. call.Form.Values, .. call.Values.Values,
            .. Signing.SignerPreset.TextsOf(signer), signer.Timestamp is { } time ? $"{{now:{time}}}" : "",
        ];
    }

    private static bool CanWrite(string format)
    {
        try
        {
            return format is "ms" or "s" || DateTime.UnixEpoch.ToString(format, CultureInfo.InvariantCulture).Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static (string Name, string? Value)[] Secrets(RestOptions options) =>
    [
        ("appId", options.AppId), ("appSecret", options.AppSecret), ("appKey", options.AppKey), ("user", options.User),
        ("password", options.Password), ("cipherKey", options.CipherKey), ("basic", options.User),
    ];

    private static string Root(string name) => name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? name[..dot] : name;
}
