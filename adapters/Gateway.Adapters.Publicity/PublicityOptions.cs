using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Http;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.Publicity;

/// <summary>Profile <c>publicity</c>: 国家企业信用信息公示系统. The defaults are the default profile.</summary>
public sealed class PublicityOptions : IValidatableObject
{
    /// <summary>Address of the system; may have a path.</summary>
    [Required]
    public Uri? BaseAddress { get; init; }

    /// <summary>Client id.</summary>
    [Secret, Required(AllowEmptyStrings = false)]
    public string? ClientId { get; init; }

    /// <summary>Signing secret.</summary>
    [Secret, Required(AllowEmptyStrings = false)]
    public string? Secret { get; init; }

    /// <summary>Header names of the signature.</summary>
    public ClientHeaderNames Headers { get; init; } = new();

    /// <summary>Paths below the base address.</summary>
    public PublicityPaths Paths { get; init; } = new();

    /// <summary>Which codes mean what.</summary>
    public PublicityCodes Codes { get; init; } = new();

    /// <summary>Name on the wire of every item field.</summary>
    public Dictionary<string, string> Columns { get; init; } = PublicityItem.Defaults();

    /// <summary>Canonical result codes to the system's; an absent one has none.</summary>
    [CanonicalCodes(typeof(ResultCode))]
    public Dictionary<string, string> ResultCodes { get; init; } = PublicityItem.DefaultResultCodes();

    /// <summary>Separator of the results' 含义.</summary>
    public string TextSeparator { get; init; } = "；";

    /// <summary>Reason given for the withdrawal that a correction begins with.</summary>
    public string CorrectionReason { get; init; } = "检查结果更正，撤销后重新公示";

    /// <summary>Basis given for the withdrawal that a correction begins with.</summary>
    public string CorrectionBasis { get; init; } = "录入单位更正";

    /// <summary>How many days before the batch an "already published" item is looked for in the ledger. Default 30.</summary>
    [Range(0, 3650)]
    public int LookBackDays { get; init; } = 30;

    /// <summary>Limits of a push.</summary>
    public LimitOptions Limits { get; init; } = new() { MaxRows = 200, DueWorkingDays = 20 };

    /// <summary>Which results are taken.</summary>
    public RoutingOptions Routing { get; init; } =
        new() { SubjectKinds = ["01", "02", "03"], UsccPrefixes = ["91", "92", "93"], NeedsUscc = true };

    /// <summary>How the system is called.</summary>
    public TransportOptions Transport { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        ResultCodeMap.Problems(ResultCodes, nameof(ResultCodes));
}

/// <summary>Header names of the client signature. Source: domain facts 3.2.</summary>
public sealed class ClientHeaderNames
{
    /// <summary>Client id.</summary>
    public string ClientId { get; init; } = "X-Client-Id";

    /// <summary>Epoch milliseconds.</summary>
    public string Timestamp { get; init; } = "X-Timestamp";

    /// <summary>Never twice in the window.</summary>
    public string Nonce { get; init; } = "X-Nonce";

    /// <summary>Signature.</summary>
    public string Signature { get; init; } = "X-Signature";
}

/// <summary>Paths below the base address.</summary>
public sealed class PublicityPaths
{
    /// <summary>Push.</summary>
    public string Batch { get; init; } = "spotcheck/batch";

    /// <summary>Receipt.</summary>
    public string Receipt { get; init; } = "spotcheck/receipt";

    /// <summary>Withdrawal.</summary>
    public string Withdraw { get; init; } = "spotcheck/withdraw";

    /// <summary>Ledger.</summary>
    public string Ledger { get; init; } = "spotcheck/ledger";
}

/// <summary>Which codes mean what.</summary>
public sealed class PublicityCodes
{
    /// <summary>Receipt: already published.</summary>
    public IReadOnlyList<string> AlreadyPublished { get; init; } = ["3003"];

    /// <summary>Withdrawal: unknown item.</summary>
    public IReadOnlyList<string> WithdrawUnknown { get; init; } = ["4041"];

    /// <summary>Withdrawal: still processing.</summary>
    public IReadOnlyList<string> WithdrawProcessing { get; init; } = ["4091"];

    /// <summary>Withdrawal: the item was rejected, so there is nothing to withdraw.</summary>
    public IReadOnlyList<string> WithdrawRejected { get; init; } = ["4092"];
}
