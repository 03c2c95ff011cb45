using System.Collections.Concurrent;

namespace Gateway.Adapters.Configuration;

/// <summary>Shares secrets within one process only: for tests and command-line checks without a database.</summary>
public sealed class InMemorySecretStore : ISharedSecretStore
{
    private readonly ConcurrentDictionary<string, SharedSecret> _secrets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<SharedSecret?> GetAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(_secrets.GetValueOrDefault(name));

    /// <inheritdoc/>
    public async Task<SharedSecret> RenewAsync(
        string name, long knownVersion, Func<CancellationToken, Task<IssuedSecret>> renew, CancellationToken cancellationToken)
    {
        var gate = _locks.GetOrAdd(name, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            var stored = _secrets.GetValueOrDefault(name);
            if (stored is not null && stored.Version > knownVersion)
            {
                return stored;
            }

            var renewed = new SharedSecret(await renew(cancellationToken), (stored?.Version ?? 0) + 1);
            _secrets[name] = renewed;
            return renewed;
        }
        finally
        {
            gate.Release();
        }
    }
}
