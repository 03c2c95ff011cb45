using System.Globalization;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Audit;

/// <summary>What identifies an entry to a person.</summary>
/// <param name="EntryNo">Its number in the table.</param>
/// <param name="EntryId">Its id, made by the gateway.</param>
/// <param name="At">When it was written; <see langword="null"/> when what stands there is no time.</param>
/// <param name="Kind">One of <see cref="AuditKinds"/>; <see langword="null"/> for an entry that is gone.</param>
public sealed record EntryName(long EntryNo, Guid EntryId, DateTimeOffset? At, string? Kind)
{
    public override string ToString()
    {
        var at = At is { } time ? ChinaTime.Of(time).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "时间不明";
        return $"第 {EntryNo} 条（{at}，{(Kind is null ? "种类已无从得知" : AuditKinds.Label(Kind))}，编号 {EntryId}）";
    }

    internal static DateTimeOffset? TimeOf(long microsSinceYear1) =>
        microsSinceYear1 is >= 0 and < 315_537_897_600_000_000 ? new DateTimeOffset(microsSinceYear1 * 10, TimeSpan.Zero) : null;

    /// <summary>The time in a version 7 id (RFC 9562): 48 bits of milliseconds since 1970.</summary>
    internal static DateTimeOffset? TimeOf(Guid id) =>
        id.Version == 7 ? DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(id.ToString("N")[..12], 16)) : null;
}
