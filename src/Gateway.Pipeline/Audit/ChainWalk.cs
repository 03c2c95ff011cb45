namespace Gateway.Pipeline.Audit;

/// <summary>Follows the chain seal by seal over the stream of entries.</summary>
internal sealed class ChainWalk(AuditEntryReader entries, AuditKeys keys, AnchorCursor? anchor)
{
    private byte[] _root = ChainRoot.Start;
    private bool _more;

    /// <summary>Where the last good seal ended.</summary>
    public ChainPlace Reached { get; private set; }

    public long Seals { get; private set; }

    public long Sealed { get; private set; }

    public long Unsealed { get; private set; }

    /// <summary>What is wrong with the seal that was refused; <see langword="null"/>: one of its entries is.</summary>
    public AuditFinding? Finding { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken) => _more = await entries.ReadAsync(cancellationToken);

    /// <summary>Whether the seal, its entries and its anchor agree.</summary>
    public async Task<bool> TakeAsync(AuditSeal seal, CancellationToken cancellationToken)
    {
        if (seal.SealNo != Seals + 1)
        {
            return Refuse(new AuditFinding.SealMissing(Seals + 1));
        }

        if (seal.To.CompareTo(Reached) <= 0)
        {
            return Refuse(new AuditFinding.SealAltered(seal.SealNo, seal.To.EntryNo));
        }

        using var root = new ChainRoot();
        root.Begin(_root, seal.SealNo);
        var (count, wrong) = (0L, false);
        for (; _more && entries.Place.CompareTo(seal.To) <= 0; _more = await entries.ReadAsync(cancellationToken))
        {
            wrong |= !entries.LeafMatches || keys.Check(entries.Leaf, entries.Proof.Span) == Proof.Forged;
            root.Add(entries.Place, entries.Leaf);
            count++;
        }

        _root = root.Finish();
        if (wrong || count != seal.Entries || !_root.AsSpan().SequenceEqual(seal.Root))
        {
            return Refuse(null);
        }

        if (seal.Check(keys) == Proof.Forged)
        {
            return Refuse(new AuditFinding.SealAltered(seal.SealNo, seal.To.EntryNo));
        }

        if (anchor?.Compare(seal, keys) is { } contradiction)
        {
            return Refuse(contradiction);
        }

        (Seals, Sealed, Reached) = (Seals + 1, Sealed + count, seal.To);
        return true;
    }

    /// <summary>After the last seal: what the anchor has beyond it, who vouches for the chain, and entries not sealed yet.</summary>
    public async Task<AuditFinding?> EndAsync(AuditSeal? last, CancellationToken cancellationToken)
    {
        if (anchor?.Rest(Seals) is { } cut)
        {
            return cut;
        }

        if (last?.Check(keys) == Proof.UnknownKey)
        {
            return new AuditFinding.KeyMissing(last.SealNo);
        }

        for (; _more; _more = await entries.ReadAsync(cancellationToken))
        {
            if (!entries.LeafMatches)
            {
                return new AuditFinding.Altered(entries.Name());
            }

            if (keys.Check(entries.Leaf, entries.Proof.Span) == Proof.Forged)
            {
                return new AuditFinding.Added(entries.Name());
            }

            Unsealed++;
        }

        return null;
    }

    private bool Refuse(AuditFinding? finding)
    {
        Finding = finding;
        return false;
    }
}
