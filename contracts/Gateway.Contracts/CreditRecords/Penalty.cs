using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Contracts.Results;

namespace Gateway.Contracts.CreditRecords;

/// <summary>How grave the dishonest act was: 《信用修复管理办法》 (发改委令第36号, in force 2026-04-01) sets terms of publication by it.</summary>
[JsonConverter(typeof(SeverityJsonConverter))]
public enum Severity
{
    /// <summary>轻微.</summary>
    Minor,

    /// <summary>一般.</summary>
    General,

    /// <summary>严重.</summary>
    Serious,
}

/// <summary>Writes severities in camelCase.</summary>
public sealed class SeverityJsonConverter() : JsonStringEnumConverter<Severity>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>行政处罚决定 as a county's system hands it in: the whole of one version. Unknown members are refused. Fields: domain facts 2.1.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Penalty : ICreditRecord
{
    /// <inheritdoc/>
    public string? Id { get; init; }

    /// <inheritdoc/>
    public int? Version { get; init; }

    /// <inheritdoc/>
    public string? Area { get; init; }

    /// <inheritdoc/>
    public RecordParty? Party { get; init; }

    /// <summary>行政处罚决定书文号 (CF_WSH), at most 128 characters.</summary>
    public string? DocumentNo { get; init; }

    /// <summary>违法行为类型 (CF_WFXW).</summary>
    public string? ViolationType { get; init; }

    /// <summary>违法事实 (CF_SY).</summary>
    public string? Facts { get; init; }

    /// <summary>处罚依据 (CF_YJ).</summary>
    public string? Basis { get; init; }

    /// <summary>处罚种类 (CF_CFLB): codes 01–14 of domain facts 2.3, at least one.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>处罚内容 (CF_NR).</summary>
    public string? Content { get; init; }

    /// <summary>罚款金额 (CF_NR_FK) in 元, to the 分; absent where there is none.</summary>
    public decimal? Fine { get; init; }

    /// <summary>没收违法所得金额 (CF_NR_WFFF) in 元, to the 分; absent where there is none.</summary>
    public decimal? Confiscated { get; init; }

    /// <summary>暂扣或吊销证照名称及编号 (CF_NR_ZKDX).</summary>
    public string? SuspendedLicence { get; init; }

    /// <summary>处罚决定日期 (CF_JDRQ).</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>处罚有效期 (CF_YXQ); absent: 长期.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>公示截止期 (CF_GSJZQ); absent: the longest that its severity allows.</summary>
    public DateOnly? PublicUntil { get; init; }

    /// <summary>处罚机关 (CF_CFJG, CF_CFJGDM).</summary>
    public ResultDepartment? Organ { get; init; }

    /// <summary>失信程度: 轻微, 一般 or 严重.</summary>
    public Severity? Severity { get; init; }

    /// <summary>备注 (BZ).</summary>
    public string? Remark { get; init; }

    /// <inheritdoc/>
    public ResultExemption? Exemption { get; init; }

    /// <inheritdoc/>
    public string? EnteredBy { get; init; }

    /// <inheritdoc/>
    public DateTimeOffset? EnteredAt { get; init; }
}
