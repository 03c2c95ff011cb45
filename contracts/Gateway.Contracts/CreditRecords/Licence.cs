using System.Text.Json.Serialization;
using Gateway.Contracts.Results;

namespace Gateway.Contracts.CreditRecords;

/// <summary>行政许可决定 as a county's system hands it in: the whole of one version. Unknown members are refused. Fields: domain facts 2.2.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Licence : ICreditRecord
{
    /// <inheritdoc/>
    public string? Id { get; init; }

    /// <inheritdoc/>
    public int? Version { get; init; }

    /// <inheritdoc/>
    public string? Area { get; init; }

    /// <inheritdoc/>
    public RecordParty? Party { get; init; }

    /// <summary>许可决定文书名称 (XK_XKWS).</summary>
    public string? DocumentName { get; init; }

    /// <summary>许可决定文书号 (XK_WSH), at most 128 characters.</summary>
    public string? DocumentNo { get; init; }

    /// <summary>许可类别 (XK_XKLB): 普通, 特许, 认可, 核准, 登记 or 其他-….</summary>
    public string? Category { get; init; }

    /// <summary>许可证书名称 (XK_XKZS).</summary>
    public string? CertificateName { get; init; }

    /// <summary>许可编号 (XK_XKBH).</summary>
    public string? CertificateNo { get; init; }

    /// <summary>许可内容 (XK_NR).</summary>
    public string? Content { get; init; }

    /// <summary>许可决定日期 (XK_JDRQ).</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>有效期自 (XK_YXQZ).</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>有效期至 (XK_YXQZI); absent: 长期.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>许可机关 (XK_XKJG, XK_XKJGDM).</summary>
    public ResultDepartment? Organ { get; init; }

    /// <summary>当前状态 (XK_ZT): <see langword="true"/> or absent 有效, <see langword="false"/> 无效.</summary>
    public bool? InForce { get; init; }

    /// <summary>Last day of publication, where one is set; the XK layout has no column for it.</summary>
    public DateOnly? PublicUntil { get; init; }

    /// <inheritdoc/>
    public ResultExemption? Exemption { get; init; }

    /// <inheritdoc/>
    public string? EnteredBy { get; init; }

    /// <inheritdoc/>
    public DateTimeOffset? EnteredAt { get; init; }
}
