using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Protection;
using Microsoft.Extensions.Options;

namespace Gateway.Host.Composition;

/// <summary>The gateway's own keys. Never in a file of the repository, never logged.</summary>
internal sealed class KeyOptions
{
    /// <summary>Base64 of 32 random bytes: encrypts what lies at rest and keys the audit chain.</summary>
    public string MasterKey { get; set; } = "";

    /// <summary>The key before it, while what it wrote is still there.</summary>
    public string? PreviousMasterKey { get; set; }

    /// <summary>The key after it: read already, before any process writes with it.</summary>
    public string? NextMasterKey { get; set; }

    public FieldCipher Cipher() => new(Keys(), Next());

    public AuditKeys AuditKeys() => new(Keys(), Next());

    private byte[][] Next() => string.IsNullOrEmpty(NextMasterKey) ? [] : [Convert.FromBase64String(NextMasterKey)];

    private byte[][] Keys() => [.. new[] { MasterKey, PreviousMasterKey }.OfType<string>().Where(x => x.Length > 0).Select(Convert.FromBase64String)];
}

internal sealed class KeyOptionsCheck : IValidateOptions<KeyOptions>
{
    public ValidateOptionsResult Validate(string? name, KeyOptions options)
    {
        var failures = new List<string>();
        Check(options.MasterKey, "Gateway__MasterKey", required: true, failures);
        Check(options.NextMasterKey, "Gateway__NextMasterKey", required: false, failures);
        Check(options.PreviousMasterKey, "Gateway__PreviousMasterKey", required: false, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(string? key, string variable, bool required, List<string> failures)
    {
        if (string.IsNullOrEmpty(key))
        {
            if (required)
            {
                failures.Add($"缺少主密钥：请设置 {variable}（32 字节随机数的 Base64，可用 openssl rand -base64 32 生成）");
            }
        }
        else if (!Convert.TryFromBase64String(key, new byte[key.Length], out var length) || length != 32)
        {
            failures.Add($"{variable} 不是 32 字节的 Base64");
        }
    }
}
