namespace Gateway.Adapters.Configuration;

/// <summary>
/// Secrets and tokens that a platform issues for a while, shared by all processes of the gateway: where a refresh makes the older secret
/// invalid at once, two processes that refreshed on their own would invalidate each other without end. Implementations encrypt the
/// value at rest and never log it.
/// </summary>
public interface ISharedSecretStore
{
    /// <summary>The stored secret, expired or not; <see langword="null"/> when there is none.</summary>
    Task<SharedSecret?> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Renews a secret in one process at a time: under a lock on <paramref name="name"/> the stored one is read again; when its version is
    /// above <paramref name="knownVersion"/> another process was faster and its secret is returned, otherwise <paramref name="renew"/> is
    /// called and its answer stored with the next version. What <paramref name="renew"/> throws is thrown on, and nothing is stored.
    /// </summary>
    /// <param name="name">Name of the secret.</param>
    /// <param name="knownVersion">Version of the secret that proved stale; 0 for none.</param>
    /// <param name="renew">Asks the platform.</param>
    /// <param name="cancellationToken">Ends the wait for the lock and the call.</param>
    Task<SharedSecret> RenewAsync(
        string name, long knownVersion, Func<CancellationToken, Task<IssuedSecret>> renew, CancellationToken cancellationToken);
}

/// <summary>A secret as a platform issued it.</summary>
/// <param name="Value">The secret in clear.</param>
/// <param name="IssuedAt">When it was asked for.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record IssuedSecret(string Value, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Never shows the value.</summary>
    public override string ToString() => $"secret until {ExpiresAt:O}";
}

/// <summary>A stored secret.</summary>
/// <param name="Issued">What the platform issued.</param>
/// <param name="Version">Rises by one with every renewal, from 1.</param>
public sealed record SharedSecret(IssuedSecret Issued, long Version);
