using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Crypto;
using Gateway.Adapters.Http;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Credit;

/// <summary>Profile <c>credit</c>: 信用中国 and 全国信用信息共享平台. The defaults are the default profile.</summary>
public sealed class CreditOptions : IValidatableObject
{
    /// <summary>Address of the platform; may have a path.</summary>
    [Required]
    public Uri? BaseAddress { get; init; }

    /// <summary>Application id.</summary>
    [Secret, Required(AllowEmptyStrings = false)]
    public string? AppId { get; init; }

    /// <summary>Application secret.</summary>
    [Secret, Required(AllowEmptyStrings = false)]
    public string? AppSecret { get; init; }

    /// <summary>The platform's SM2 public key: 130 hex digits (04, X, Y), Base64 of the same 65 bytes, or PEM/Base64 of its SubjectPublicKeyInfo.</summary>
    [Required(AllowEmptyStrings = false)]
    public string? PlatformPublicKey { get; init; }

    /// <summary>Paths below the base address.</summary>
    public CreditPaths Paths { get; init; } = new();

    /// <summary>Which body codes mean what.</summary>
    public CreditCodes Codes { get; init; } = new();

    /// <summary>Name on the wire of every column of a 检查 row.</summary>
    public Dictionary<string, string> Columns { get; init; } = CheckRow.Defaults();

    /// <summary>Name on the wire of every column of a 行政处罚 row.</summary>
    public Dictionary<string, string> PenaltyColumns { get; init; } = PenaltyRow.Defaults();

    /// <summary>Name on the wire of every column of a 行政许可 row.</summary>
    public Dictionary<string, string> LicenceColumns { get; init; } = LicenceRow.Defaults();

    /// <summary>处罚类别 by canonical code.</summary>
    public Dictionary<string, string> PenaltyCategories { get; init; } = PenaltyRow.DefaultCategories();

    /// <summary>行政相对人类别 of penalties and licences.</summary>
    public CreditPartyWords RecordParties { get; init; } = new();

    /// <summary>What stands where a term has no end: 长期.</summary>
    [Required]
    public string LongTerm { get; init; } = "2099/12/31";

    /// <summary><c>XK_ZT</c> of a licence in force.</summary>
    [Required]
    public string LicenceInForce { get; init; } = "1";

    /// <summary><c>XK_ZT</c> of a licence that is not.</summary>
    [Required]
    public string LicenceNotInForce { get; init; } = "2";

    /// <summary>行政相对人类别 by kind of subject; others take <see cref="DefaultPartyKind"/>.</summary>
    public Dictionary<string, string> PartyKinds { get; init; } = new(StringComparer.Ordinal) { ["03"] = "个体工商户" };

    /// <summary>行政相对人类别 of the kinds that <see cref="PartyKinds"/> does not name.</summary>
    [Required]
    public string DefaultPartyKind { get; init; } = "法人及非法人组织";

    /// <summary>Separator of the results' 含义.</summary>
    public string TextSeparator { get; init; } = "；";

    /// <summary><c>publicstatus</c> of a record in force.</summary>
    [Required]
    public string StatusInForce { get; init; } = "0";

    /// <summary><c>publicstatus</c> of a withdrawn record.</summary>
    [Required]
    public string StatusWithdrawn { get; init; } = "1";

    /// <summary><c>publicstatus</c> of a deleted record.</summary>
    [Required]
    public string StatusDeleted { get; init; } = "2";

    /// <summary>A token is renewed this long before its end, but not in the first nine tenths of its life. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Limits of a push.</summary>
    public LimitOptions Limits { get; init; } = new() { MaxRows = 100 };

    /// <summary>Which results are taken.</summary>
    public RoutingOptions Routing { get; init; } =
        new() { SubjectKinds = ["01", "02", "03", "04", "05", "06", "07"], NeedsUscc = true };

    /// <summary>Limits of a push of penalties and licences (双公示): due seven working days after the decision.</summary>
    public LimitOptions RecordLimits { get; init; } = new() { MaxRows = 100, DueWorkingDays = 7 };

    /// <summary>How the platform is called.</summary>
    public TransportOptions Transport { get; init; } = new();

    internal string StatusOf(DeliveryOperation operation, bool erase) =>
        operation != DeliveryOperation.Withdraw ? StatusInForce : erase ? StatusDeleted : StatusWithdrawn;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        ValidationResult? problem = null;
        try
        {
            using var encryptor = new Sm2Encryptor(PlatformPublicKey ?? "");
        }
        catch (ArgumentException)
        {
            problem = new ValidationResult(
                "不是有效的 SM2 公钥：应为 130 位十六进制（04 开头）、同样 65 字节的 Base64，或 PEM", [nameof(PlatformPublicKey)]);
        }

        return problem is null ? [] : [problem];
    }
}
