namespace Gateway.Pipeline.Results;

/// <summary>
/// What a result is to those stored before it, in the order of arrival: a batch decides as its items would one by one. Pure but for
/// what it has seen.
/// </summary>
internal sealed class IntakeDecision
{
    private readonly Dictionary<string, Dictionary<int, byte[]>> _stored = [];

    public IntakeDecision(IEnumerable<StoredVersion> stored)
    {
        foreach (var version in stored)
        {
            Remember(version.Id, version.Version, version.Hash);
        }
    }

    public IntakeOutcome Decide(string id, int version, byte[] hash)
    {
        if (!_stored.TryGetValue(id, out var versions))
        {
            Remember(id, version, hash);
            return new IntakeOutcome.Created(id, version);
        }

        if (versions.TryGetValue(version, out var earlier))
        {
            return earlier.AsSpan().SequenceEqual(hash)
                ? new IntakeOutcome.Same(id, version)
                : new IntakeOutcome.Conflict(id, version, $"版本 {version} 已保存且内容不同，更正请用更高的版本号");
        }

        var highest = versions.Keys.Max();
        if (version < highest)
        {
            return new IntakeOutcome.Conflict(id, version, $"版本 {version} 低于已保存的最高版本 {highest}");
        }

        Remember(id, version, hash);
        return new IntakeOutcome.Corrected(id, version);
    }

    private void Remember(string id, int version, byte[] hash)
    {
        if (!_stored.TryGetValue(id, out var versions))
        {
            _stored[id] = versions = [];
        }

        versions[version] = hash;
    }
}

internal sealed record StoredVersion(string Id, int Version, byte[] Hash);
