using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Http;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Sinks;
using Gateway.Contracts;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>
/// Profile <c>exchange-rest</c>: the provincial “互联网+监管” platform over the exchange's REST proxy. The defaults are the default
/// profile; no interface document of the real platform is public, so everything that it might do otherwise is an option.
/// </summary>
public sealed class ExchangeRestOptions : IValidatableObject
{
    /// <summary>Address of the exchange; may have a path.</summary>
    [Required]
    public Uri? BaseAddress { get; init; }

    /// <summary>Requester id (<c>gjgxjhpt_rid</c>).</summary>
    [Secret, Required(AllowEmptyStrings = false)]
    public string? Rid { get; init; }

    /// <summary>Key that signs the refresh and under which the secret comes encrypted.</summary>
    [Secret, Required(AllowEmptyStrings = false)]
    public string? AppKey { get; init; }

    /// <summary>
    /// The area's code as the platform knows it, six digits, where that is another than the county file's: a platform that has not followed
    /// a change of GB/T 2260 (华县 610521 became 华州区 610503) is asked, and told, by the old one. Identities of records keep the area's own.
    /// </summary>
    [RegularExpression("[1-9][0-9]{5}", ErrorMessage = "应为六位行政区划代码（GB/T 2260），加引号")]
    public string? AreaCode { get; init; }

    /// <summary>Path of the query and push service, below the base address.</summary>
    [Required]
    public string ProxyPath { get; init; } = "httpproxy";

    /// <summary>The signature's header names.</summary>
    public GjgxjhptHeaderNames Headers { get; init; } = new();

    /// <summary>How the signing secret is refreshed.</summary>
    public SecretRefreshOptions SecretRefresh { get; init; } = new();

    /// <summary>Service codes (sid).</summary>
    public ServiceCodes Services { get; init; } = new();

    /// <summary>The behaviour query.</summary>
    public BehaviourOptions Behaviour { get; init; } = new();

    /// <summary>Names of the query parameters.</summary>
    public QueryNames Query { get; init; } = new();

    /// <summary>Which answer codes mean what.</summary>
    public AnswerCodes Answers { get; init; } = new();

    /// <summary>Text that the platform answers instead of an empty answer; the same text answers a malformed date.</summary>
    public string EmptyText { get; init; } = "没有数据或者时间格式错误";

    /// <summary>Rows asked for in a page. The contract allows 1000.</summary>
    [Range(1, 10_000)]
    public int PageSize { get; init; } = 1000;

    /// <summary>Pages read ahead of the one being worked on; bounds memory. Default 4.</summary>
    [Range(1, 32)]
    public int FetchAhead { get; init; } = 4;

    /// <summary>Per feed (wire name), the name on the wire of every canonical field (<see cref="FeedSchemas"/>).</summary>
    public Dictionary<string, Dictionary<string, string>> Fields { get; init; } = ExchangeRestFields.Defaults();

    /// <summary>Name on the wire of every column of a result row (<see cref="InspectionColumns"/>).</summary>
    public Dictionary<string, string> ResultColumns { get; init; } = InspectionColumns.Defaults();

    /// <summary>Name on the wire of every column of a checklist row.</summary>
    public Dictionary<string, string> ChecklistColumns { get; init; } = ChecklistRow.Defaults();

    /// <summary><c>check_result</c> of every canonical result code.</summary>
    [CanonicalCodes(typeof(ResultCode))]
    public Dictionary<string, string> CheckResults { get; init; } = InspectionColumns.DefaultCheckResults();

    /// <summary>Where a result holds codes of several check results, the first of these wins.</summary>
    public IReadOnlyList<string> CheckResultPrecedence { get; init; } = ["2", "3", "1"];

    /// <summary>Limits of a push.</summary>
    public LimitOptions Limits { get; init; } = new() { MaxRows = 500 };

    /// <summary>Which results are taken.</summary>
    public RoutingOptions Routing { get; init; } = new() { TakesExempt = true };

    /// <summary>How the platform is called.</summary>
    public TransportOptions Transport { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Services.Feeds.ContainsKey(Feed.Behaviour.Wire()))
        {
            yield return new ValidationResult("监管行为不是分页查询，见 behaviour", [nameof(Services)]);
        }

        foreach (var (table, fields) in Behaviour.Tables)
        {
            if (table is not ("1" or "2" or "3" or "4"))
            {
                yield return new ValidationResult($"监管行为没有表“{table}”", [nameof(Behaviour)]);
            }

            foreach (var field in fields.Keys.Where(field => FeedSchemas.Behaviour.IndexOf(field) < 0))
            {
                yield return new ValidationResult($"监管行为没有字段“{field}”", [nameof(Behaviour)]);
            }
        }

        foreach (var problem in ResultCodeMap.Problems(CheckResults, nameof(CheckResults)))
        {
            yield return problem;
        }

        foreach (var (feed, fields) in Fields)
        {
            if (FeedNames.Parse(feed) is not { } known)
            {
                yield return new ValidationResult($"未知的数据类别“{feed}”", [nameof(Fields)]);
                continue;
            }

            foreach (var field in fields.Keys.Where(field => FeedSchemas.Of(known).IndexOf(field) < 0))
            {
                yield return new ValidationResult($"“{feed}”没有字段“{field}”", [nameof(Fields)]);
            }
        }
    }
}
