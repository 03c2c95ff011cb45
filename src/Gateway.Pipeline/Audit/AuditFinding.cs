namespace Gateway.Pipeline.Audit;

/// <summary>The first thing in the audit log that is not as the gateway wrote it.</summary>
public abstract record AuditFinding
{
    private AuditFinding()
    {
    }

    /// <summary>In Chinese, for the operator.</summary>
    public abstract string Text { get; }

    /// <summary>The entry's content, or its place, was changed; or it was written without the gateway's key.</summary>
    public sealed record Altered(EntryName Entry) : AuditFinding
    {
        public override string Text => $"{Entry}被改动";
    }

    /// <summary>A sealed entry is gone.</summary>
    public sealed record Missing(EntryName Entry) : AuditFinding
    {
        public override string Text => $"{Entry}被删除";
    }

    /// <summary>An entry that the gateway did not write.</summary>
    public sealed record Added(EntryName Entry) : AuditFinding
    {
        public override string Text => $"{Entry}不是网关写入的，系事后添加";
    }

    /// <summary>A seal was changed, or its entries were together with their list.</summary>
    public sealed record SealAltered(long SealNo, long LastEntryNo) : AuditFinding
    {
        public override string Text => $"封存 {SealNo}（末条为第 {LastEntryNo} 条）或其范围内的条目被改写，与密钥签名不符";
    }

    /// <summary>A seal in the middle of the chain is gone.</summary>
    public sealed record SealMissing(long SealNo) : AuditFinding
    {
        public override string Text => $"封存 {SealNo} 被删除";
    }

    /// <summary>The database ends before the anchor does: newer seals, and entries with them, were cut off.</summary>
    public sealed record TailCut(long FirstSealNo, long EntriesUpTo) : AuditFinding
    {
        public override string Text => $"数据库缺少封存 {FirstSealNo} 及以后各次（应至少到第 {EntriesUpTo} 条）：末尾被截去，或数据库由旧备份恢复";
    }

    /// <summary>The seal in the database is not the one that was anchored.</summary>
    public sealed record NotAsAnchored(long SealNo, long LastEntryNo) : AuditFinding
    {
        public override string Text => $"封存 {SealNo}（末条为第 {LastEntryNo} 条）与锚定文件不一致：数据库中该次封存在锚定之后被重写";
    }

    /// <summary>The anchor file itself was changed.</summary>
    public sealed record AnchorAltered(long LineNo) : AuditFinding
    {
        public override string Text => $"锚定文件第 {LineNo} 行被改动或缺失";
    }

    /// <summary>The configured anchor file does not exist, or is empty, though there are seals.</summary>
    public sealed record AnchorMissing(string Path) : AuditFinding
    {
        public override string Text => $"锚定文件 {Path} 不存在或为空，无法证明末尾未被截去";
    }

    /// <summary>The newest seal was signed under a key that is not configured, so nothing vouches for the chain.</summary>
    public sealed record KeyMissing(long SealNo) : AuditFinding
    {
        public override string Text => $"封存 {SealNo} 由未配置的主密钥签名：请设置 Gateway__PreviousMasterKey 后重新核验";
    }
}
