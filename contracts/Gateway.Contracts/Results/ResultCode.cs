using System.Text.Json.Serialization;

namespace Gateway.Contracts.Results;

/// <summary>
/// Canonical result codes. Platforms' code sets disagree (domain facts 2.6), so every target maps from these; none is passed through.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResultCode>))]
public enum ResultCode
{
    /// <summary>未发现问题.</summary>
    NoProblemFound,

    /// <summary>通过登记的住所（经营场所）无法联系.</summary>
    Unreachable,

    /// <summary>已关闭停业或正在组织清算.</summary>
    ClosedOrLiquidating,

    /// <summary>不配合检查情节严重.</summary>
    Obstructed,

    /// <summary>注销.</summary>
    Deregistered,

    /// <summary>被吊销.</summary>
    LicenceRevoked,

    /// <summary>被撤销.</summary>
    Cancelled,

    /// <summary>迁出.</summary>
    MovedOut,

    /// <summary>发现问题待后续处理.</summary>
    ProblemPending,

    /// <summary>未按规定公示应当公示的信息.</summary>
    NotPublicised,

    /// <summary>隐瞒真实情况、弄虚作假.</summary>
    Falsified,

    /// <summary>违反其他规定.</summary>
    OtherViolation,

    /// <summary>发现问题经责令已改正.</summary>
    CorrectedOnOrder,

    /// <summary>未发现开展本次抽查涉及的经营活动.</summary>
    NotEngaged,

    /// <summary>暂停营业.</summary>
    Suspended,
}

/// <summary>What was done about a finding.</summary>
[JsonConverter(typeof(DisposalJsonConverter))]
public enum Disposal
{
    /// <summary>无需处理.</summary>
    None,

    /// <summary>责令改正.</summary>
    CorrectionOrdered,

    /// <summary>立案.</summary>
    CaseFiled,

    /// <summary>移送其他部门.</summary>
    Transferred,

    /// <summary>移送司法.</summary>
    Judicial,
}

/// <summary>Writes disposals in camelCase, as the intake contract has them.</summary>
public sealed class DisposalJsonConverter() : JsonStringEnumConverter<Disposal>(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>The 含义 of the canonical codes, as every target prints it.</summary>
public static class ResultCodeText
{
    /// <summary>含义.</summary>
    public static string Chinese(this ResultCode code) => code switch
    {
        ResultCode.NoProblemFound => "未发现问题",
        ResultCode.Unreachable => "通过登记的住所（经营场所）无法联系",
        ResultCode.ClosedOrLiquidating => "已关闭停业或正在组织清算",
        ResultCode.Obstructed => "不配合检查情节严重",
        ResultCode.Deregistered => "注销",
        ResultCode.LicenceRevoked => "被吊销",
        ResultCode.Cancelled => "被撤销",
        ResultCode.MovedOut => "迁出",
        ResultCode.ProblemPending => "发现问题待后续处理",
        ResultCode.NotPublicised => "未按规定公示应当公示的信息",
        ResultCode.Falsified => "隐瞒真实情况、弄虚作假",
        ResultCode.OtherViolation => "违反其他规定",
        ResultCode.CorrectedOnOrder => "发现问题经责令已改正",
        ResultCode.NotEngaged => "未发现开展本次抽查涉及的经营活动",
        ResultCode.Suspended => "暂停营业",
    };
}
