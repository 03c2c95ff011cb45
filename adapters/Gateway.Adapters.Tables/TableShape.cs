using System.Collections.Frozen;
using System.Data;
using Gateway.Adapters.Failures;

namespace Gateway.Adapters.Tables;

/// <summary>What columns a table has, as the database says: asked once a read, so that what lacks is named and values get the column's type.</summary>
internal sealed class TableShape
{
    private readonly FrozenDictionary<string, ColumnKind> _columns;

    private TableShape(string table, FrozenDictionary<string, ColumnKind> columns) => (Table, _columns) = (table, columns);

    public string Table { get; }

    public static async Task<TableShape> ReadAsync(PeerConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var command = connection.Command($"select * from {SqlName.Quoted(table)} where 1 = 0");
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly, cancellationToken);
        var columns = new Dictionary<string, ColumnKind>(StringComparer.Ordinal);
        for (var place = 0; place < reader.FieldCount; place++)
        {
            columns[reader.GetName(place)] = ColumnKinds.Of(reader.GetFieldType(place), reader.GetDataTypeName(place));
        }

        return new TableShape(table, columns.ToFrozenDictionary(StringComparer.Ordinal));
    }

    public bool Has(string column) => _columns.ContainsKey(column);

    public ColumnKind this[string column] => _columns[column];

    /// <summary>A parameter of the column's type.</summary>
    /// <exception cref="PermanentFailure">The text is none of that type.</exception>
    public object Value(string column, string text) => ColumnKinds.Value(_columns[column], text) ?? throw new PermanentFailure(
        "value_unfit", $"“{text}”不能写入或对照表 {Table} 的列 {column}（列类型不同），请检查适配器配置中的列名");

    /// <summary>Names every column that lacks, at once.</summary>
    /// <exception cref="PermanentFailure">One lacks.</exception>
    public void Require(IEnumerable<string> columns)
    {
        var missing = columns.Where(column => !Has(column)).Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw new PermanentFailure("column_missing", $"表 {Table} 没有列：{string.Join("、", missing)}，请与对方核对表结构，或改正适配器配置中的列名");
        }
    }
}
