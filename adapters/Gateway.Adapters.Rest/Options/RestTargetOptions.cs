using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.Rest.Options;

/// <summary>How results are pushed to a target.</summary>
public sealed class RestTargetOptions
{
    /// <summary>What a row is.</summary>
    public RowKind Rows { get; init; } = RowKind.Inspection;

    /// <summary>Whether the target publishes to society: then no exempt result and no natural person's ever reaches it.</summary>
    public bool Public { get; init; }

    /// <summary>Columns of the target by name, each with how it is made of the fields (<see cref="Rows"/>).</summary>
    public Dictionary<string, FieldRule> Columns { get; init; } = [];

    /// <summary>The target's column that identifies the row: what receipts and the ledger name.</summary>
    [Required]
    public string Id { get; init; } = "";

    /// <summary>Columns that are not text: a list (of values joined by commas) or a number.</summary>
    public Dictionary<string, ColumnShape> Shapes { get; init; } = [];

    /// <summary>Canonical result codes to the target's; an absent one has none, and parks (<c>no_code</c>).</summary>
    [CanonicalCodes(typeof(ResultCode))]
    public Dictionary<string, string> ResultCodes { get; init; } = [];

    /// <summary>Where codes give several check results, the first of these wins (inspection rows).</summary>
    public IReadOnlyList<string> Precedence { get; init; } = ["2", "3", "1"];

    /// <summary>Disposals (camelCase, as at intake) to the target's codes; one that is not named goes under its own name.</summary>
    public Dictionary<string, string> Disposals { get; init; } = [];

    /// <summary>Between several values of one field (result codes, persons, departments).</summary>
    public string ListSeparator { get; init; } = ",";

    /// <summary>Between the results' 含义.</summary>
    public string TextSeparator { get; init; } = "；";

    /// <summary>The push of a batch.</summary>
    [Required]
    public CallOptions? Push { get; init; }

    /// <summary>Another call for corrections.</summary>
    public CallOptions? Correct { get; init; }

    /// <summary>A call of its own for withdrawals; without it a withdrawal is pushed as rows with their operation field.</summary>
    public WithdrawOptions? Withdraw { get; init; }

    /// <summary>Asks for the receipt of a batch: then a push that succeeded is received, not yet taken.</summary>
    public ReceiptOptions? Receipt { get; init; }

    /// <summary>The target's own books.</summary>
    public LedgerOptions? Ledger { get; init; }

    /// <summary>After an answer that was lost: what is asked before the batch is sent again. Default: the receipt, else nothing.</summary>
    public ProbeKind? Probe { get; init; }

    /// <summary>What the codes of single rows mean.</summary>
    public VerdictOptions Verdicts { get; init; } = new();

    /// <summary>Limits and pace.</summary>
    public LimitOptions Limits { get; init; } = new();

    /// <summary>Which results are taken.</summary>
    public RoutingOptions Routing { get; init; } = new();
}

/// <summary>What a row of a target is.</summary>
public enum RowKind
{
    /// <summary>A 检查 row: one a result and matter, fields named as the exchange's columns (<c>record_unique_identity</c> …).</summary>
    Inspection,

    /// <summary>One a result, fields named as at intake (<c>id</c>, <c>subjectName</c>, <c>checkedOn</c>, <c>results</c> …).</summary>
    Result,
}

/// <summary>Shapes of a column.</summary>
public enum ColumnShape
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A list.</summary>
    List,

    /// <summary>A number; a value that is none goes as text.</summary>
    Number,
}

/// <summary>A withdrawal by its own call.</summary>
public sealed class WithdrawOptions
{
    /// <summary>The call.</summary>
    [Required]
    public CallOptions? Call { get; init; }

    /// <summary>Columns of its rows, each with how it is made; <c>reason</c> and <c>basis</c> are fields too.</summary>
    public Dictionary<string, FieldRule> Columns { get; init; } = [];

    /// <summary>Whether a correction is a withdrawal and then the record again: the platform knows no other.</summary>
    public bool BeforeCorrection { get; init; }

    /// <summary>Reason given for such a withdrawal.</summary>
    public string CorrectionReason { get; init; } = "检查结果更正，撤回后重新报送";

    /// <summary>Basis given for such a withdrawal.</summary>
    public string CorrectionBasis { get; init; } = "录入单位更正";
}

/// <summary>A receipt asked for later.</summary>
public sealed class ReceiptOptions
{
    /// <summary>The call; <c>{batchNo}</c> names the batch, its answer's <c>state</c> says how far it is.</summary>
    [Required]
    public CallOptions? Call { get; init; }

    /// <summary>States that mean that the verdicts are there; none where they are there as soon as there is an answer.</summary>
    public IReadOnlyList<string> Done { get; init; } = [];

    /// <summary>States that mean under way.</summary>
    public IReadOnlyList<string> Running { get; init; } = [];
}

/// <summary>What the codes of single rows mean; one in no list is unknown, never success.</summary>
public sealed class VerdictOptions
{
    /// <summary>Taken.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>Published.</summary>
    public IReadOnlyList<string> Published { get; init; } = [];

    /// <summary>Withdrawn.</summary>
    public IReadOnlyList<string> Withdrawn { get; init; } = [];

    /// <summary>Refused.</summary>
    public IReadOnlyList<string> Rejected { get; init; } = [];

    /// <summary>Whether a row with any other code is refused: where the platform lists refused rows with their reason in words only.</summary>
    public bool OthersRejected { get; init; }

    /// <summary>What a row is that a successful answer does not name. Default unknown.</summary>
    public UnlistedRows Unlisted { get; init; } = UnlistedRows.Unknown;
}

/// <summary>What a row is that a successful answer does not name.</summary>
public enum UnlistedRows
{
    /// <summary>Not known: it parks.</summary>
    Unknown,

    /// <summary>Taken: the platform names refused rows only, or judges batches as a whole.</summary>
    Accepted,
}

/// <summary>A ledger.</summary>
public sealed class LedgerOptions
{
    /// <summary>Reads a page: <c>{from}</c>, <c>{to}</c> (days, inclusive), <c>{page}</c> from 1.</summary>
    [Required]
    public CallOptions? Call { get; init; }

    /// <summary>Our columns that the digest is taken of, joined by <see cref="Separator"/>.</summary>
    [Required]
    public IReadOnlyList<string> Digest { get; init; } = [];

    /// <summary>Between the columns of a digest.</summary>
    public string Separator { get; init; } = "|";

    /// <summary>How the digest is made.</summary>
    public DigestKind Algorithm { get; init; } = DigestKind.Sha256;

    /// <summary>Our column whose day the ledger files a row under; none where the platform sets it.</summary>
    public string? DayColumn { get; init; }

    /// <summary>Our column that holds the operation, and the values of it that mean withdrawn; for withdrawals that are rows.</summary>
    public string? OperationColumn { get; init; }

    /// <summary>Values of <see cref="OperationColumn"/> that mean withdrawn.</summary>
    public IReadOnlyList<string> WithdrawnOperations { get; init; } = ["d"];

    /// <summary>Codes of an entry in force.</summary>
    [Required]
    public IReadOnlyList<string> InForce { get; init; } = [];

    /// <summary>Codes of a withdrawn entry.</summary>
    public IReadOnlyList<string> Withdrawn { get; init; } = [];

    /// <summary>Whether the ledger can be asked for this area alone; otherwise entries are ours by their id.</summary>
    public bool OwnOnly { get; init; }
}

/// <summary>Digests of a ledger, lower-case hex.</summary>
public enum DigestKind
{
    /// <summary>SHA-256.</summary>
    Sha256,

    /// <summary>SM3.</summary>
    Sm3,

    /// <summary>MD5.</summary>
    Md5,
}

/// <summary>What is asked before a batch whose answer was lost is sent again.</summary>
public enum ProbeKind
{
    /// <summary>Nothing: the platform takes the same rows twice as one.</summary>
    None,

    /// <summary>The receipt.</summary>
    Receipt,

    /// <summary>The ledger: a batch that stands there whole, with our digests, was taken.</summary>
    Ledger,
}
