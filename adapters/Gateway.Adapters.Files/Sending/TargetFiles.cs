using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.Files;

/// <summary>A target to which results go as files: a row a result and matter, the 检查 columns.</summary>
public sealed class TargetFiles
{
    /// <summary>Kind in the file's name.</summary>
    [RegularExpression("[a-z][a-z0-9_]{0,39}", ErrorMessage = "应为文件名中的类别：小写字母开头，只含小写字母、数字、下划线")]
    public string Kind { get; init; } = "result";

    /// <summary>Form of the file.</summary>
    public FileForm Format { get; init; } = FileForm.Csv;

    /// <summary>Columns of the file in this order, each a 检查 column's name or a rule over them; empty: all under their own names.</summary>
    public Dictionary<string, FieldRule> Columns { get; init; } = [];

    /// <summary>Canonical result codes to <c>check_result</c>; an absent one has none and parks the result.</summary>
    [CanonicalCodes(typeof(ResultCode))]
    public Dictionary<string, string> CheckResults { get; init; } = InspectionColumns.DefaultCheckResults();

    /// <summary>Where codes give several check results, the first of these wins.</summary>
    public IReadOnlyList<string> CheckResultPrecedence { get; init; } = ["2", "3", "1"];

    /// <summary>Whether the target publishes to society: then it never gets an exempt result, nor one of a natural person.</summary>
    public bool Public { get; init; }

    /// <summary>Limits of a push. A receipt may take days: a person moves the file.</summary>
    public LimitOptions Limits { get; init; } = new() { MaxRows = 1000, ReceiptInterval = TimeSpan.FromMinutes(1), ReceiptMaxAge = TimeSpan.FromDays(10) };

    /// <summary>Which results are taken.</summary>
    public RoutingOptions Routing { get; init; } = new() { TakesExempt = true };

    internal IEnumerable<string> Problems(string target)
    {
        foreach (var problem in FieldRules.Problems(null, Columns, InspectionColumns.All, nameof(Columns)))
        {
            yield return $"{target}：{problem.ErrorMessage}";
        }

        foreach (var problem in ResultCodeMap.Problems(CheckResults, nameof(CheckResults)))
        {
            yield return $"{target}：{problem.ErrorMessage}";
        }
    }
}

/// <summary>Form of a file.</summary>
public enum FileForm
{
    /// <summary>Comma-separated, UTF-8 with a mark.</summary>
    Csv,

    /// <summary>A JSON array.</summary>
    Json,

    /// <summary>A workbook with one sheet; all cells are text.</summary>
    Xlsx,
}
