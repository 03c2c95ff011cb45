using System.Collections.Concurrent;
using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Protection;

namespace Gateway.Pipeline.Keys;

/// <summary>Collects which secrets platforms took, until they are written: adapters reach no database, and a call must not wait for one.</summary>
public sealed class CredentialUses(FieldCipher cipher, TimeProvider clock) : ICredentialUses
{
    private readonly ConcurrentQueue<CredentialUse> _taken = new();

    public void Taken(string scope, string name, string secrets) =>
        _taken.Enqueue(new CredentialUse(scope, name, cipher.LookupHash(secrets), clock.GetUtcNow()));

    /// <summary>Writes what was collected; what can't be written stays for the next time.</summary>
    public async Task WriteAsync(CredentialUseStore store, string process, CancellationToken cancellationToken)
    {
        while (_taken.TryPeek(out var use))
        {
            await store.AddAsync(use, process, cancellationToken);
            _taken.TryDequeue(out _);
        }
    }
}

/// <param name="Digest">Keyed; tells one set of secrets from another.</param>
public sealed record CredentialUse(string Scope, string Name, byte[] Digest, DateTimeOffset At);
