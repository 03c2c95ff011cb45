using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Sinks;
using Gateway.Contracts;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.Tables;

/// <summary>
/// Exchange through the tables of a front-end database: which tables and columns there are, where a read begins, how it is acknowledged,
/// where results go and where the answers stand. Tables and columns are plain identifiers and are quoted; values are always parameters.
/// </summary>
public sealed class TableOptions : IValidatableObject
{
    /// <summary>How the database is reached: <c>Host=…;Port=…;Database=…;Username=…;Password=…</c>.</summary>
    [Secret, Required(AllowEmptyStrings = false)]
    public string? ConnectionString { get; init; }

    /// <summary>What is read: a table a feed.</summary>
    public Dictionary<Feed, InboundOptions> Tables { get; init; } = [];

    /// <summary>Where it is noted how far rows were taken.</summary>
    public AcknowledgementOptions Acknowledgement { get; init; } = new();

    /// <summary>Where results go: a target each; none where nothing is sent.</summary>
    public Dictionary<string, OutboundOptions> Targets { get; init; } = [];

    /// <summary>The area's code as the platform knows it, six digits, where that is another than the county file's.</summary>
    [RegularExpression("[1-9][0-9]{5}", ErrorMessage = "应为六位行政区划代码（GB/T 2260），加引号")]
    public string? AreaCode { get; init; }

    /// <summary>Rows of a page.</summary>
    [Range(1, 50_000)]
    public int PageSize { get; init; } = 1000;

    /// <summary>A page ends early when its rows have reached as many bytes: bounds memory. Default 8 MiB.</summary>
    [Range(1 << 10, 1 << 28)]
    public int MaxPageBytes { get; init; } = 8 << 20;

    /// <summary>Longest value of one column in bytes; a row beyond it is unreadable, its page is not. Default 64 KiB.</summary>
    [Range(64, 1 << 24)]
    public int MaxValueBytes { get; init; } = 1 << 16;

    /// <summary>Most time for one statement, and for the next rows of a read. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a page is asked for again after a passing failure. Default 2.</summary>
    [Range(0, 5)]
    public int ReadRetries { get; init; } = 2;

    /// <summary>Pause before the first repetition; doubles. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary><c>check_result</c> of every canonical result code.</summary>
    [CanonicalCodes(typeof(ResultCode))]
    public Dictionary<string, string> CheckResults { get; init; } = InspectionColumns.DefaultCheckResults();

    /// <summary>Where a result holds codes of several check results, the first of these wins.</summary>
    public IReadOnlyList<string> CheckResultPrecedence { get; init; } = ["2", "3", "1"];

    /// <summary>Limits of a push.</summary>
    public LimitOptions Limits { get; init; } = new() { MaxRows = 500, Concurrency = 2 };

    /// <summary>Which results are taken.</summary>
    public RoutingOptions Routing { get; init; } = new() { TakesExempt = true };

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var problem in ResultCodeMap.Problems(CheckResults, nameof(CheckResults)))
        {
            yield return problem;
        }

        if (ConnectionString is { Length: > 0 } text && PeerAddressText.Of(text) is null)
        {
            yield return new ValidationResult("连接串应写明 Host 与 Database", [nameof(ConnectionString)]);
        }

        foreach (var (feed, table) in Tables)
        {
            foreach (var problem in FieldRules.Problems(FeedSchemas.Of(feed), table.Columns, nameof(Tables)))
            {
                yield return problem;
            }
        }
    }
}
