namespace Gateway.Pipeline.Audit;

/// <summary>Walks the anchor file beside the seals of the database.</summary>
internal sealed class AnchorCursor : IDisposable
{
    private readonly IEnumerator<(long LineNo, AuditSeal? Seal)> _lines;
    private long _lineNo;

    /// <param name="anchor">The file.</param>
    /// <param name="length">Its length before the database was looked at: what is anchored later is not compared.</param>
    public AnchorCursor(AnchorFile anchor, long length) => _lines = anchor.Read(length).GetEnumerator();

    /// <summary>Compares the next line with the next seal; seals that are not anchored yet pass.</summary>
    public AuditFinding? Compare(AuditSeal seal, AuditKeys keys)
    {
        if (!_lines.MoveNext())
        {
            return null;
        }

        _lineNo = _lines.Current.LineNo;
        var anchored = _lines.Current.Seal;
        return anchored is null || anchored.SealNo != seal.SealNo || anchored.Check(keys) == Proof.Forged ? new AuditFinding.AnchorAltered(_lineNo)
            : anchored.Same(seal) ? null
            : new AuditFinding.NotAsAnchored(seal.SealNo, seal.To.EntryNo);
    }

    /// <summary>What the file holds beyond the last seal of the database.</summary>
    public AuditFinding? Rest(long lastSealNo)
    {
        AuditSeal? newest = null;
        while (_lines.MoveNext())
        {
            (_lineNo, newest) = _lines.Current;
            if (newest is null)
            {
                return new AuditFinding.AnchorAltered(_lineNo);
            }
        }

        return newest is null ? null : new AuditFinding.TailCut(lastSealNo + 1, newest.To.EntryNo);
    }

    public void Dispose() => _lines.Dispose();
}
