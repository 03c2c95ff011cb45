using System.Text.Json;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.Tables;

/// <summary>Reads a landed page of a table into the places of its feed's schema: the mapping happens here, so that a replay gives the new meaning.</summary>
internal sealed class InboundRows
{
    private const string OperationField = "operation";
    private const int MaxDepth = 32;

    private readonly InboundTable _table;
    private readonly MappedRows _rows;

    public InboundRows(InboundTable table, TableOptions options, TimeProvider clock)
    {
        _table = table;
        var rules = new Dictionary<string, FieldRule>(table.Options.Columns, StringComparer.Ordinal);
        if (table.Options.Deletion.Column is { Length: > 0 } mark)
        {
            rules[OperationField] = FieldRule.Rename(mark);
        }

        var schema = FeedSchemas.Of(table.Feed);
        _rows = new MappedRows(schema, FieldRules.Compile(schema, rules, clock), MaxDepth, options.MaxValueBytes);
    }

    public PageRows Read(ReadOnlyMemory<byte> body)
    {
        PageRows page;
        try
        {
            page = _rows.Read(body);
        }
        catch (JsonException broken)
        {
            throw new PermanentFailure("no_rows", "落地的页不是行的数组，不能重读", broken);
        }

        foreach (var row in page.Rows)
        {
            row.Values[Envelope.Operation] = Operation(row.Values[Envelope.Operation]);
        }

        // Columns that are read for the cursor alone are no news of the platform, nor are those that it may lack.
        return page with
        {
            Drift = [.. page.Drift.Where(x => x.Kind != "new" || !_table.Columns.Contains(x.Field)).Where(x => !_table.Options.OptionalColumns.Contains(x.Field))],
        };
    }

    private string? Operation(string? mark) =>
        mark is null || _table.Options.Deletion.Column.Length == 0 ? mark
            : _table.Options.Deletion.Values.Contains(mark) ? "d"
            : mark is "i" or "I" ? "i"
            : "u";
}
