using System.ComponentModel.DataAnnotations;
using System.Xml;
using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Http;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.LawEnforcement;

/// <summary>
/// Profile <c>law-enforcement</c>: 行政执法综合管理监督信息系统, an XML envelope over HTTP. The defaults are the default profile; what a real
/// system might call otherwise is an option.
/// </summary>
public sealed class LawEnforcementOptions : IValidatableObject
{
    /// <summary>Address of the system; may have a path.</summary>
    [Required]
    public Uri? BaseAddress { get; init; }

    /// <summary>Who sends, as the system knows it.</summary>
    [Secret, Required(AllowEmptyStrings = false)]
    public string? Sender { get; init; }

    /// <summary>Secret that the signature is made with.</summary>
    [Secret, Required(AllowEmptyStrings = false)]
    public string? Secret { get; init; }

    /// <summary>Path of the exchange, below the base address.</summary>
    [Required]
    public string Path { get; init; } = "exchange";

    /// <summary>Service code of inspections (行政检查).</summary>
    [Required]
    public string Service { get; init; } = "XZJC";

    /// <summary>Name of the element that holds one record.</summary>
    [Required]
    public string RecordElement { get; init; } = "fields";

    /// <summary>Which codes of the reply mean what.</summary>
    public LawEnforcementCodes Codes { get; init; } = new();

    /// <summary>Name on the wire of every column of a record (<see cref="InspectionColumns"/>).</summary>
    public Dictionary<string, string> Columns { get; init; } = InspectionColumns.Defaults();

    /// <summary><c>check_result</c> of every canonical result code.</summary>
    [CanonicalCodes(typeof(ResultCode))]
    public Dictionary<string, string> CheckResults { get; init; } = InspectionColumns.DefaultCheckResults();

    /// <summary>Where a result holds codes of several check results, the first of these wins.</summary>
    public IReadOnlyList<string> CheckResultPrecedence { get; init; } = ["2", "3", "1"];

    /// <summary>Limits of a push. The contract names none; 100 records a message is chosen.</summary>
    public LimitOptions Limits { get; init; } = new() { MaxRows = 100 };

    /// <summary>Which results are taken.</summary>
    public RoutingOptions Routing { get; init; } = new() { TakesExempt = true };

    /// <summary>How the system is called.</summary>
    public TransportOptions Transport { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var problem in ResultCodeMap.Problems(CheckResults, nameof(CheckResults)))
        {
            yield return problem;
        }

        if (!IsName(RecordElement))
        {
            yield return new ValidationResult($"“{RecordElement}”不能作为 XML 元素名", [nameof(RecordElement)]);
        }

        foreach (var (column, name) in Columns)
        {
            if (!InspectionColumns.All.Contains(column))
            {
                yield return new ValidationResult($"检查数据没有字段“{column}”", [nameof(Columns)]);
            }
            else if (!IsName(name))
            {
                yield return new ValidationResult($"“{column}”的名称“{name}”不能作为 XML 元素名", [nameof(Columns)]);
            }
        }

        foreach (var twice in Columns.GroupBy(pair => pair.Value, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return new ValidationResult($"名称“{twice.Key}”用于多个字段", [nameof(Columns)]);
        }
    }

    private static bool IsName(string name) => name.Length > 0 && XmlConvert.IsStartNCNameChar(name[0]) && name.All(XmlConvert.IsNCNameChar);
}

/// <summary>Which codes of the reply mean what; a code in no list is never taken for success.</summary>
public sealed class LawEnforcementCodes
{
    /// <summary>Taken; records may still be refused one by one.</summary>
    public IReadOnlyList<string> Success { get; init; } = ["0"];

    /// <summary>The message is refused for its form; halving finds the record.</summary>
    public IReadOnlyList<string> Refused { get; init; } = ["2"];

    /// <summary>Signature or service: the configuration is wrong.</summary>
    public IReadOnlyList<string> Final { get; init; } = ["1", "3"];
}
