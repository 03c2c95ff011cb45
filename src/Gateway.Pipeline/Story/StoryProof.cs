using Gateway.Pipeline.Audit;
using Npgsql;

namespace Gateway.Pipeline.Story;

/// <summary>What the entries of a story are worth.</summary>
/// <param name="SealNos">By entry; an entry that is not sealed yet is not in it.</param>
/// <param name="Problems">By entry: why it proves nothing.</param>
/// <param name="NeedsWholeChain">A seal was signed under a key that is not configured: only the chain up to a newer seal vouches for it.</param>
internal sealed record EntryStanding(
    IReadOnlyDictionary<Guid, long> SealNos, IReadOnlyDictionary<Guid, string> Problems, bool NeedsWholeChain);

/// <summary>Proves entries one by one, and the whole of every seal that holds one: a seal counts for all of its entries or for none.</summary>
internal sealed class StoryProof(NpgsqlConnection connection, AuditKeys keys)
{
    private readonly Dictionary<Guid, long> _sealNos = [];
    private readonly Dictionary<Guid, string> _problems = [];
    private bool _needsWholeChain;

    public async Task<EntryStanding> OfAsync(IEnumerable<StoryEntry> entries, CancellationToken cancellationToken)
    {
        var seals = new Dictionary<long, string?>();
        foreach (var entry in entries)
        {
            var sealNo = await StoryEntryStore.SealOfAsync(connection, entry.Place, cancellationToken);
            if (sealNo is { } no)
            {
                _sealNos[entry.EntryId] = no;
                if (!seals.ContainsKey(no))
                {
                    seals[no] = await SealProblemAsync(no, cancellationToken);
                }
            }

            var problem = EntryProblem(entry, sealNo is not null) ?? (sealNo is { } it ? seals[it] : null);
            if (problem is not null)
            {
                _problems[entry.EntryId] = problem;
            }
        }

        return new EntryStanding(_sealNos, _problems, _needsWholeChain);
    }

    private string? EntryProblem(StoryEntry entry, bool isSealed)
    {
        var leaf = LeafHash.Of(entry.EntryId, entry.At, entry.Kind, entry.Area, entry.Subject, entry.Detail);
        var proof = keys.Check(leaf, entry.Proof);
        return !leaf.AsSpan().SequenceEqual(entry.Leaf) ? "内容被改动"
            : proof == Proof.Forged ? "不是网关写入的"
            : proof == Proof.UnknownKey && !isSealed ? "由未配置的主密钥签名且尚未封存，请设置 Gateway__PreviousMasterKey"
            : null;
    }

    private async Task<string?> SealProblemAsync(long sealNo, CancellationToken cancellationToken)
    {
        var seals = new List<AuditSeal>();
        await foreach (var seal in AuditSealStore.ReadAsync(connection, sealNo - 1, sealNo, cancellationToken))
        {
            seals.Add(seal);
        }

        var (before, own) = (seals.Find(x => x.SealNo == sealNo - 1), seals[^1]);
        if (sealNo > 1 && before is null)
        {
            return $"封存 {sealNo - 1} 缺失";
        }

        using var root = new ChainRoot();
        root.Begin(before?.Root ?? ChainRoot.Start, sealNo);
        await using var entries = await AuditEntryReader.OpenAsync(connection, before?.To ?? default, own.To, cancellationToken);
        var matches = true;
        while (await entries.ReadAsync(cancellationToken))
        {
            matches &= entries.LeafMatches;
            root.Add(entries.Place, entries.Leaf);
        }

        var verdict = own.Check(keys);
        _needsWholeChain |= verdict == Proof.UnknownKey;
        return !matches || !root.Finish().AsSpan().SequenceEqual(own.Root) ? $"封存 {sealNo} 与其条目不符，有条目被改动、删除或添加"
            : verdict == Proof.Forged ? $"封存 {sealNo} 被改写，与密钥签名不符"
            : null;
    }
}
