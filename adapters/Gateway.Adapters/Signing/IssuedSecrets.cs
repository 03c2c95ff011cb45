using Gateway.Adapters.Configuration;

namespace Gateway.Adapters.Signing;

/// <summary>
/// A secret or token that a platform issues for a while: kept in memory, shared through the store, renewed shortly before its end or when
/// the platform calls it stale.
/// </summary>
/// <param name="store">What the processes share.</param>
/// <param name="name">Name in the store.</param>
/// <param name="clock">The peer's time.</param>
/// <param name="renewBefore">How long before its end a secret is renewed; never in the first nine tenths of its life.</param>
/// <param name="issue">Asks the platform for a new one.</param>
public sealed class IssuedSecrets(
    ISharedSecretStore store, string name, PeerClock clock, TimeSpan renewBefore, Func<CancellationToken, Task<IssuedSecret>> issue)
{
    private SharedSecret? _current;

    /// <summary>The secret in use.</summary>
    /// <exception cref="Failures.TransientFailure">The platform can't be asked now.</exception>
    /// <exception cref="Failures.PermanentFailure">The platform refuses.</exception>
    public async Task<SharedSecret> CurrentAsync(CancellationToken cancellationToken)
    {
        var current = Volatile.Read(ref _current);
        if (current is not null && IsUsable(current))
        {
            return current;
        }

        var stored = await store.GetAsync(name, cancellationToken);
        if (stored is null || !IsUsable(stored))
        {
            stored = await store.RenewAsync(name, stored?.Version ?? 0, issue, cancellationToken);
        }

        Volatile.Write(ref _current, stored);
        return stored;
    }

    /// <summary>Replaces a secret that the platform called stale: by what another process renewed meanwhile, else by a new one.</summary>
    public async Task RenewAsync(SharedSecret stale, CancellationToken cancellationToken) =>
        Volatile.Write(ref _current, await store.RenewAsync(name, stale.Version, issue, cancellationToken));

    private bool IsUsable(SharedSecret secret)
    {
        var (_, issuedAt, expiresAt) = secret.Issued;
        var margin = TimeSpan.FromTicks(Math.Min(renewBefore.Ticks, (expiresAt - issuedAt).Ticks / 10));
        return clock.Now < expiresAt - margin;
    }
}
