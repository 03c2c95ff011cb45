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

    /// <summary>Named persons beside <see cref="User"/>: name → hash, made by <c>gateway password-hash</c>. What wants two persons wants two of these.</summary>
    public Dictionary<string, string> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>No login, but for callers on this machine only. For a workplace, never for a server.</summary>
    public bool Open { get; set; }

    /// <summary>How long a login lasts.</summary>
    public TimeSpan Session { get; set; } = TimeSpan.FromHours(8);

    public bool HasLogin => HasUser || Users.Count > 0;

    internal bool HasUser => !string.IsNullOrEmpty(User) && (!string.IsNullOrEmpty(PasswordHash) || !string.IsNullOrEmpty(Password));

    /// <summary>Whether a login that was given out is still one: a person who was taken out is out at the next start.</summary>
    public bool Knows(string user) => (HasUser && user == User) || Users.ContainsKey(user);
}

internal sealed class DashboardOptionsCheck : IValidateOptions<DashboardOptions>
{
    public ValidateOptionsResult Validate(string? name, DashboardOptions options)
    {
        var failures = new List<string>();
        if (!string.IsNullOrEmpty(options.User) && !options.HasUser)
        {
            failures.Add("设置了 Gateway__Dashboard__User，但没有 Gateway__Dashboard__PasswordHash 或 Gateway__Dashboard__Password");
        }

        if (!string.IsNullOrEmpty(options.PasswordHash) && !PasswordHash.IsWellFormed(options.PasswordHash))
        {
            failures.Add("Gateway__Dashboard__PasswordHash 格式不正确：应为 pbkdf2-sha256$轮数$盐$摘要");
        }

        foreach (var (user, _) in options.Users.Where(x => !PasswordHash.IsWellFormed(x.Value)))
        {
            failures.Add($"Gateway__Dashboard__Users__{user} 格式不正确：应为 gateway password-hash 算出的值");
        }

        if (options.User is { } single && options.Users.ContainsKey(single))
        {
            failures.Add($"Gateway__Dashboard__Users__{single} 与 Gateway__Dashboard__User 同名：两人不能共用一个登录名");
        }

        if (options.Password is { Length: > 0 and < 8 })
        {
            failures.Add("Gateway__Dashboard__Password 至少 8 个字符");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
