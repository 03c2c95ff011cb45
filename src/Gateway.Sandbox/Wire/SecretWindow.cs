using System.Collections.Concurrent;

namespace Gateway.Sandbox.Wire;

/// <summary>The secrets that each platform takes: one, or two while they are exchanged.</summary>
internal sealed class SecretWindow(SandboxOptions options)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _taken = new(StringComparer.Ordinal)
    {
        ["p1"] = [options.AppKey], ["p2"] = [options.ClientSecret], ["p3"] = [options.AppSecret], ["p4"] = [options.PaasToken], ["p7"] = [options.EnforcementSecret],
    };

    public IReadOnlyCollection<string> Profiles => [.. _taken.Keys];

    public IReadOnlyList<string> Of(string profile) => _taken[profile];

    /// <summary>The one of them under which something is signed, or <see langword="null"/>.</summary>
    public string? Match(string profile, Func<string, bool> signed) => Of(profile).FirstOrDefault(signed);

    /// <returns>Whether one that was taken is no longer.</returns>
    public bool Set(string profile, IReadOnlyList<string> secrets)
    {
        var before = _taken[profile];
        _taken[profile] = secrets;
        return before.Except(secrets).Any();
    }
}
