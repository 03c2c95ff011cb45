using System.Collections.Concurrent;

namespace Gateway.Adapters.Signing;

/// <summary>Which set of secrets each platform took last, for all adapters of a process: what one has found out the others need not.</summary>
public sealed class CredentialChoices
{
    private readonly ConcurrentDictionary<string, string> _taken = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, object> _offered = new(StringComparer.Ordinal);

    /// <summary>The newest secrets of an area's adapters of a profile.</summary>
    internal void Offer(string key, object credentials) => _offered[key] = credentials;

    internal object? Offered(string key) => _offered.GetValueOrDefault(key);

    internal string? TakenLast(string scope) => _taken.GetValueOrDefault(scope);

    /// <returns>Whether it was another one until now.</returns>
    internal bool Take(string scope, string mark)
    {
        if (_taken.TryGetValue(scope, out var known) && known == mark)
        {
            return false;
        }

        _taken[scope] = mark;
        return true;
    }
}
