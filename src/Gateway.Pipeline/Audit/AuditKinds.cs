namespace Gateway.Pipeline.Audit;

/// <summary>Kinds of audit entries: names stored in the database.</summary>
public static class AuditKinds
{
    public const string PullStep = "pull.step";
    public const string RunEnded = "pull.ended";
    public const string ChecklistPublished = "checklist.published";
    public const string ResultsStored = "result.stored";
    public const string ResultWithdrawn = "result.withdrawn";
    public const string PenaltiesStored = "penalty.stored";
    public const string PenaltyWithdrawn = "penalty.withdrawn";
    public const string LicencesStored = "licence.stored";
    public const string LicenceWithdrawn = "licence.withdrawn";
    public const string LeadStored = "lead.stored";
    public const string HandlingStored = "handling.stored";
    public const string CreditRepaired = "repair.stored";
    public const string PublicationEnded = "publication.ended";
    public const string ExemptionApproved = "exemption.approved";
    public const string ExemptionRevoked = "exemption.revoked";
    public const string ExemptionExpired = "exemption.expired";
    public const string BatchFormed = "delivery.formed";
    public const string BatchAttempted = "delivery.attempted";
    public const string BatchReceipt = "delivery.receipt";
    public const string DeliveriesLeftOut = "delivery.left_out";
    public const string PlatformTried = "delivery.platform_tried";
    public const string DeskFrozen = "desk.frozen";
    public const string DeskPressed = "desk.pressed";
    public const string DeskRetried = "desk.retried";
    public const string CorrectionProposed = "desk.correction_proposed";
    public const string CorrectionDecided = "desk.correction_decided";
    public const string ReconcileEnded = "reconcile.ended";
    public const string ReconcileRepaired = "reconcile.repaired";
    public const string AdaptersChanged = "adapters.changed";
    public const string AdaptersRefused = "adapters.refused";
    public const string CertificationEnded = "certification.ended";
    public const string CertificationTaken = "certification.taken";
    public const string CertificationWaived = "certification.waived";
    public const string CredentialUsed = "credential.used";
    public const string RetentionBegun = "retention.begun";
    public const string RetentionEnded = "retention.ended";

    /// <summary>That documents of this kind were stored.</summary>
    public static string Stored(string documentKind) => documentKind + ".stored";

    /// <summary>That a document of this kind was taken back.</summary>
    public static string Withdrawn(string documentKind) => documentKind + ".withdrawn";

    /// <summary>How an operator reads a kind; a kind of a newer version is shown by its name.</summary>
    public static string Label(string kind) => kind switch
    {
        PullStep => "读取写入",
        RunEnded => "读取结束",
        ChecklistPublished => "清单发布",
        ResultsStored => "结果入库",
        ResultWithdrawn => "结果撤回",
        PenaltiesStored => "行政处罚入库",
        PenaltyWithdrawn => "行政处罚撤回",
        LicencesStored => "行政许可入库",
        LicenceWithdrawn => "行政许可撤回",
        LeadStored => "线索入库",
        HandlingStored => "线索办理入库",
        CreditRepaired => "信用修复",
        PublicationEnded => "公示期满",
        ExemptionApproved => "不予公示审批",
        ExemptionRevoked => "不予公示撤销",
        ExemptionExpired => "不予公示到期",
        BatchFormed => "推送组批",
        BatchAttempted => "推送尝试",
        BatchReceipt => "推送回执",
        DeliveriesLeftOut => "未列入推送",
        PlatformTried => "平台立即试探",
        DeskFrozen => "操作台选定",
        DeskPressed => "操作台指令",
        DeskRetried => "操作台重试",
        CorrectionProposed => "更正提出",
        CorrectionDecided => "更正审批",
        ReconcileEnded => "对账结束",
        ReconcileRepaired => "对账修复",
        AdaptersChanged => "配置变更",
        AdaptersRefused => "配置未采用",
        CertificationEnded => "适配器验证",
        CertificationTaken => "验证报告采用",
        CertificationWaived => "未验证先启用",
        CredentialUsed => "密钥首次使用",
        RetentionBegun => "到期清理开始",
        RetentionEnded => "到期清理结束",
        _ => kind,
    };
}
