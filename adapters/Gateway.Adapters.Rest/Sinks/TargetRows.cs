using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Rest.Sinks;

/// <summary>Makes the rows of a result as the target has them.</summary>
internal sealed class TargetRows
{
    private readonly RestTargetOptions _options;
    private readonly ResultFields _results;
    private readonly InspectionRowMaker _inspections;
    private readonly ColumnMap _columns;
    private readonly ColumnMap? _withdrawal;

    public TargetRows(AdapterContext context, RestTargetOptions options)
    {
        _options = options;
        _results = new ResultFields(context, options);
        var checkResults = options.ResultCodes.Count > 0 ? options.ResultCodes : InspectionColumns.DefaultCheckResults();
        _inspections = new InspectionRowMaker(context.CdSource, new ResultCodeMap(checkResults), options.Precedence);
        _columns = new ColumnMap(FieldsOf(options.Rows), options.Columns, options.Id, options.Shapes, context.Time);
        _withdrawal = options.Withdraw is { } withdraw
            ? new ColumnMap(WithdrawalFields(options.Rows), withdraw.Columns, options.Id, options.Shapes, context.Time)
            : null;
    }

    /// <summary>Names that columns may take their values by.</summary>
    public static IReadOnlyList<string> FieldsOf(RowKind kind) => kind switch
    {
        RowKind.Inspection => InspectionColumns.All,
        RowKind.Result => ResultFields.Names,
    };

    /// <summary>The same for withdrawals: reason and basis are known there.</summary>
    public static IReadOnlyList<string> WithdrawalFields(RowKind kind) => kind switch
    {
        RowKind.Inspection => [.. InspectionColumns.All, "reason", "basis"],
        RowKind.Result => ResultFields.Names,
    };

    public Mapping Map(Shareable shareable, BatchStamp stamp)
    {
        var withdrawn = shareable.Operation == DeliveryOperation.Withdraw ? _withdrawal : null;
        if (_options.Rows == RowKind.Result)
        {
            var (values, not) = _results.Of(shareable, stamp);
            return values is null ? not! : (withdrawn ?? _columns).Rows([values]);
        }

        return _inspections.Make(shareable, stamp) switch
        {
            InspectionRows.Not not => not.Mapping,
            InspectionRows.Made made => (withdrawn ?? _columns).Rows([.. made.Rows.Select(row => Values(row, shareable, withdrawn is not null))]),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string[] Values(InspectionRow row, Shareable shareable, bool withdrawn) =>
    [
        .. row.Values.Select(pair => pair.Value),
        .. withdrawn ? new[] { shareable.Reason ?? "", shareable.Basis ?? shareable.Reason ?? "" } : [],
    ];
}
