using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Http;
using Gateway.Adapters.Sinks;
using Gateway.Contracts;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.DoubleRandom;

/// <summary>Profile <c>double-random</c>: the “双随机、一公开” 监管工作平台. The defaults are the default profile.</summary>
public sealed class DoubleRandomOptions : IValidatableObject
{
    /// <summary>Address of the platform; may have a path.</summary>
    [Required]
    public Uri? BaseAddress { get; init; }

    /// <summary>PaaS id.</summary>
    [Secret, Required(AllowEmptyStrings = false)]
    public string? PaasId { get; init; }

    /// <summary>Signing token.</summary>
    [Secret, Required(AllowEmptyStrings = false)]
    public string? Token { get; init; }

    /// <summary>Header names of the signature.</summary>
    public TifHeaderNames Headers { get; init; } = new();

    /// <summary>Paths below the base address.</summary>
    public DoubleRandomPaths Paths { get; init; } = new();

    /// <summary>Which error codes mean what.</summary>
    public DoubleRandomCodes Codes { get; init; } = new();

    /// <summary>Name on the wire of every canonical field of feed <c>task</c>.</summary>
    public Dictionary<string, string> TaskFields { get; init; } = DoubleRandomFields.Task();

    /// <summary>Name on the wire of every field of a check result.</summary>
    public Dictionary<string, string> Columns { get; init; } = DoubleRandomFields.Result();

    /// <summary>Canonical result codes to the platform's; an absent one has none.</summary>
    [CanonicalCodes(typeof(ResultCode))]
    public Dictionary<string, string> ResultCodes { get; init; } = DoubleRandomFields.ResultCodes();

    /// <summary>Disposals (camelCase, as at intake) to the platform's codes.</summary>
    public Dictionary<string, string> Disposals { get; init; } = DoubleRandomFields.Disposals();

    /// <summary>Most pages in one read of tasks: a platform that always says there is more is not followed without end.</summary>
    [Range(1, 1_000_000)]
    public int MaxPages { get; init; } = 100_000;

    /// <summary>Limits of a push.</summary>
    public LimitOptions Limits { get; init; } = new() { MaxRows = 100 };

    /// <summary>Which results are taken.</summary>
    public RoutingOptions Routing { get; init; } =
        new() { SubjectKinds = ["01", "02", "03", "04", "05", "06", "07"], NeedsUscc = true };

    /// <summary>How the platform is called.</summary>
    public TransportOptions Transport { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        ResultCodeMap.Problems(ResultCodes, nameof(ResultCodes))
            .Concat(TaskFields.Keys.Where(field => FeedSchemas.Task.IndexOf(field) < 0)
                .Select(field => new ValidationResult($"抽查任务没有字段“{field}”", [nameof(TaskFields)])))
            .Concat(Enum.GetValues<Disposal>().Select(DoubleRandomFields.NameOf).Where(name => !Disposals.ContainsKey(name))
                .Select(name => new ValidationResult($"缺少处置方式“{name}”的代码", [nameof(Disposals)])));
}

/// <summary>Header names of the x-tif signature. Source: domain facts 3.2.</summary>
public sealed class TifHeaderNames
{
    /// <summary>PaaS id.</summary>
    public string PaasId { get; init; } = "x-tif-paasid";

    /// <summary>Epoch seconds.</summary>
    public string Timestamp { get; init; } = "x-tif-timestamp";

    /// <summary>Random text.</summary>
    public string Nonce { get; init; } = "x-tif-nonce";

    /// <summary>Signature.</summary>
    public string Signature { get; init; } = "x-tif-signature";
}

/// <summary>Paths below the base address.</summary>
public sealed class DoubleRandomPaths
{
    /// <summary>Tasks.</summary>
    public string Tasks { get; init; } = "api/v1/tasks";

    /// <summary>Push of results.</summary>
    public string Results { get; init; } = "api/v1/check-results";

    /// <summary>Withdrawal of results.</summary>
    public string Withdraw { get; init; } = "api/v1/check-results/withdraw";

    /// <summary>Ledger of results.</summary>
    public string Ledger { get; init; } = "api/v1/check-results/ledger";
}

/// <summary>Which error codes mean what.</summary>
public sealed class DoubleRandomCodes
{
    /// <summary>Success.</summary>
    public IReadOnlyList<string> Success { get; init; } = ["0"];

    /// <summary>Signature or clock: correct the offset, sign again once; then final.</summary>
    public IReadOnlyList<string> Signature { get; init; } = ["40001"];

    /// <summary>Parameters or batch refused.</summary>
    public IReadOnlyList<string> Refused { get; init; } = ["40002"];

    /// <summary>The cursor is not known any more.</summary>
    public IReadOnlyList<string> Cursor { get; init; } = ["40003"];

    /// <summary>Row states that mean taken.</summary>
    public IReadOnlyList<string> RowTaken { get; init; } = ["1"];

    /// <summary>Row states that mean refused.</summary>
    public IReadOnlyList<string> RowRefused { get; init; } = ["0"];
}
