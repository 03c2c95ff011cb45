using Gateway.Host.Security;
using Microsoft.Extensions.Options;

namespace Gateway.Host.Dashboard;

/// <summary>Who may see the pages.</summary>
internal sealed class DashboardOptions
{
    public const string Section = "Gateway:Dashboard";

    public string? User { get; set; }

    /// <summary><c>pbkdf2-sha256$rounds$salt$hash</c>, made by <c>gateway password-hash</c>. Preferred over <see cref="Password"/>.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>The password itself, from a secret.</summary>
    public string? Password { get; set; }

    /// <summary>No login, but for callers on this machine only. For a workplace, never for a server.</summary>
    public bool Open { get; set; }

    /// <summary>How long a login lasts.</summary>
    public TimeSpan Session { get; set; } = TimeSpan.FromHours(8);

    public bool HasLogin => !string.IsNullOrEmpty(User) && (!string.IsNullOrEmpty(PasswordHash) || !string.IsNullOrEmpty(Password));
}

internal sealed class DashboardOptionsCheck : IValidateOptions<DashboardOptions>
{
    public ValidateOptionsResult Validate(string? name, DashboardOptions options)
    {
        var failures = new List<string>();
        if (!string.IsNullOrEmpty(options.User) && !options.HasLogin)
        {
            failures.Add("设置了 Gateway__Dashboard__User，但没有 Gateway__Dashboard__PasswordHash 或 Gateway__Dashboard__Password");
        }

        if (!string.IsNullOrEmpty(options.PasswordHash) && !PasswordHash.IsWellFormed(options.PasswordHash))
        {
            failures.Add("Gateway__Dashboard__PasswordHash 格式不正确：应为 pbkdf2-sha256$轮数$盐$摘要");
        }

        if (options.Password is { Length: > 0 and < 8 })
        {
            failures.Add("Gateway__Dashboard__Password 至少 8 个字符");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
