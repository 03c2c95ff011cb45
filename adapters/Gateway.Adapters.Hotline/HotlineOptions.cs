using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Http;
using Gateway.Adapters.Sinks;
using Gateway.Contracts;

namespace Gateway.Adapters.Hotline;

/// <summary>Profile <c>hotline</c>: leads of the 12345 hotline and other sources. The defaults are the default profile.</summary>
public sealed class HotlineOptions : IValidatableObject
{
    /// <summary>Address of the hotline; may have a path.</summary>
    [Required]
    public Uri? BaseAddress { get; init; }

    /// <summary>Application key.</summary>
    [Secret, Required(AllowEmptyStrings = false)]
    public string? AppKey { get; init; }

    /// <summary>Signing secret.</summary>
    [Secret, Required(AllowEmptyStrings = false)]
    public string? Secret { get; init; }

    /// <summary>Names of the query parameters.</summary>
    public HotlineQueryNames Query { get; init; } = new();

    /// <summary>Path of the leads, below the base address.</summary>
    [Required]
    public string LeadsPath { get; init; } = "leads";

    /// <summary>Path of the handling, below a lead's.</summary>
    [Required]
    public string HandlingPath { get; init; } = "handling";

    /// <summary>States of handling (camelCase, as at intake) to the hotline's.</summary>
    public Dictionary<string, string> States { get; init; } = HotlineStates.Defaults();

    /// <summary>Limits of a push; a step is a call.</summary>
    public LimitOptions Limits { get; init; } = new() { MaxRows = 20, Concurrency = 2 };

    /// <summary>Which codes mean what.</summary>
    public HotlineCodes Codes { get; init; } = new();

    /// <summary>Name on the wire of every canonical field of feed <c>lead</c>.</summary>
    public Dictionary<string, string> LeadFields { get; init; } = new(StringComparer.Ordinal)
    {
        ["leadNo"] = "leadNo", ["channel"] = "channel", ["area"] = "area", ["subjectName"] = "subjectName", ["subjectCode"] = "subjectCode",
        ["content"] = "content", ["receivedAt"] = "receivedAt", ["deadline"] = "deadline",
    };

    /// <summary>
    /// A hotline that serves several areas answers all their leads: those of another area are left to it. Switched off, a lead's area is not
    /// looked at.
    /// </summary>
    public bool OwnAreaOnly { get; init; } = true;

    /// <summary>The area's code as the hotline knows it, six digits, where that is another than the county file's.</summary>
    [RegularExpression("[1-9][0-9]{5}", ErrorMessage = "应为六位行政区划代码（GB/T 2260），加引号")]
    public string? AreaCode { get; init; }

    /// <summary>How many days a full read goes back.</summary>
    [Range(1, 3660)]
    public int FullDays { get; init; } = 365;

    /// <summary>Most pages in one read: a platform that repeats its pages is not followed without end.</summary>
    [Range(1, 1_000_000)]
    public int MaxPages { get; init; } = 100_000;

    /// <summary>How the hotline is called.</summary>
    public TransportOptions Transport { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        LeadFields.Keys.Where(field => FeedSchemas.Lead.IndexOf(field) < 0)
            .Select(field => new ValidationResult($"问题线索没有字段“{field}”", [nameof(LeadFields)]))
            .Concat(new[] { "leadNo", "receivedAt" }.Where(field => !LeadFields.ContainsKey(field))
                .Select(field => new ValidationResult($"缺少字段“{field}”的名称", [nameof(LeadFields)])))
            .Concat(HotlineStates.Defaults().Keys.Where(state => !States.ContainsKey(state))
                .Select(state => new ValidationResult($"缺少办理状态“{state}”的代码", [nameof(States)])));
}

/// <summary>Names of the query parameters.</summary>
public sealed class HotlineQueryNames
{
    /// <summary>First instant asked for, inclusive.</summary>
    public string Since { get; init; } = "since";

    /// <summary>Page, from 1.</summary>
    public string Page { get; init; } = "page";

    /// <summary>Application key.</summary>
    public string AppKey { get; init; } = "appKey";

    /// <summary>When the request was made, <c>yyyyMMddHHmmss</c>, Asia/Shanghai.</summary>
    public string RequestTime { get; init; } = "requestTime";

    /// <summary>Signature.</summary>
    public string Sign { get; init; } = "sign";
}

/// <summary>Which codes mean what. Only success is named by the contract; the others are chosen.</summary>
public sealed class HotlineCodes
{
    /// <summary>Success.</summary>
    public IReadOnlyList<string> Success { get; init; } = ["0"];

    /// <summary>Signature or clock: correct the offset, sign again once; then final.</summary>
    public IReadOnlyList<string> Signature { get; init; } = ["401"];

    /// <summary>Parameters or content refused.</summary>
    public IReadOnlyList<string> Refused { get; init; } = ["400"];
}
