using System.Globalization;

namespace Gateway.Pipeline.Audit;

/// <summary>What the verification of the whole log came to.</summary>
/// <param name="Finding">The first thing that is wrong; <see langword="null"/>: nothing is.</param>
/// <param name="Seals">Seals found right.</param>
/// <param name="Sealed">Entries in them.</param>
/// <param name="Unsealed">Entries after the last seal: genuine each, but not yet chained.</param>
/// <param name="Bytes">Bytes hashed.</param>
/// <param name="Elapsed">Time taken.</param>
/// <param name="Anchored">Whether the end of the chain was compared with an anchor file.</param>
public sealed record AuditVerification(
    AuditFinding? Finding, long Seals, long Sealed, long Unsealed, long Bytes, TimeSpan Elapsed, bool Anchored)
{
    public bool Intact => Finding is null;

    /// <summary>0: nothing was altered, removed or added. 1: something was, or it can't be proven.</summary>
    public int ExitCode => Intact ? 0 : 1;

    /// <summary>In Chinese, for the operator.</summary>
    public string Text
    {
        get
        {
            var extent = string.Create(
                CultureInfo.InvariantCulture,
                $"已核验封存 {Seals} 次、条目 {Sealed} 条，尚未封存 {Unsealed} 条（{Bytes / 1e6:0.0} MB，{Elapsed.TotalSeconds:0.0} 秒）");
            return Finding is not null ? $"审计日志有问题：{Finding.Text}。{extent}"
                : Anchored ? $"审计日志完整，与锚定文件一致。{extent}"
                : $"审计日志完整，但未设置 Gateway__Audit__AnchorFile，末尾是否被截去无法证明。{extent}";
        }
    }
}
