using System.Data;
using System.Data.Common;
using System.Globalization;

namespace Gateway.Adapters.Tables;

/// <summary>Where a keyset stands: the values as the database gave them, so that going on compares like with like.</summary>
internal sealed record Keyset(object? Time, object Id);

/// <summary>From where to where an incremental read goes.</summary>
/// <param name="From">First instant, inclusive, or first id, exclusive, as the column's type.</param>
/// <param name="Until">End, exclusive; <see langword="null"/> for ids.</param>
internal sealed record KeysetRange(object From, object? Until);

/// <summary>
/// SQL of inbound tables. It keeps to what PostgreSQL, openGauss and Kingbase share: comparisons, order by, limit, row_number. Names are
/// checked identifiers in quotes; values are parameters.
/// </summary>
internal sealed class InboundStore(InboundTable table, int longestText)
{
    private readonly string _name = SqlName.Quoted(table.Options.Table);
    private readonly string _id = SqlName.Quoted(table.Options.Cursor.Id);
    private readonly string _time = table.HasTime ? SqlName.Quoted(table.Options.Cursor.Time) : "";

    /// <summary>
    /// Everything in force, in one statement: what it sees is one instant's, however long it is read. Of a table of changes only the last of
    /// each record; rows without a record are each their own, so that none is lost.
    /// </summary>
    public DbCommand All(PeerConnection connection, TableShape shape, IReadOnlyList<string> selected)
    {
        List<(string, object)> parameters = [];
        var from = $"from {_name} where {Area(shape, parameters)}";
        var order = table.HasTime ? $"{_time}, {_id}" : _id;
        if (table.Options.Keeps == TableKeeps.Records)
        {
            return connection.Command($"select {List(shape, selected)} {from} order by {order}", parameters);
        }

        var record = SqlName.Quoted(table.Options.Record);
        var blank = shape[table.Options.Record] is ColumnKind.Text or ColumnKind.PaddedText ? $" or {record} = ''" : "";
        // A row without a time is never the last: it says not when it was.
        var last = table.HasTime ? $"case when {_time} is null then 1 else 0 end, {_time} desc, {_id} desc" : $"{_id} desc";
        return connection.Command(
            $"""
            select {string.Join(", ", selected.Select(SqlName.Quoted))} from (
                select {List(shape, selected)}, row_number() over (
                    partition by {record}, case when {record} is null{blank} then {_id} end order by {last}) as gateway_place {from}) as gateway_rows
            where gateway_place = 1 order by {order}
            """,
            parameters);
    }

    /// <summary>The next rows after a keyset, or from the beginning of the range; rows that share an instant are told apart by the id.</summary>
    public DbCommand Page(
        PeerConnection connection, TableShape shape, IReadOnlyList<string> selected, KeysetRange range, Keyset? after, int rows)
    {
        List<(string, object)> parameters = [];
        var where = $"{Area(shape, parameters)} and {_id} is not null and {Position(range, after, parameters)}";
        var order = table.HasTime ? $"{_time}, {_id}" : _id;
        return connection.Command(
            $"select {List(shape, selected)} from {_name} where {where} order by {order} limit {rows.ToString(CultureInfo.InvariantCulture)}", parameters);
    }

    /// <summary>A page streams: no row is held twice, and what is not read is not fetched.</summary>
    public static Task<DbDataReader> OpenAsync(DbCommand command, CancellationToken cancellationToken) =>
        command.ExecuteReaderAsync(CommandBehavior.SingleResult, cancellationToken);

    private string Position(KeysetRange range, Keyset? after, List<(string, object)> parameters)
    {
        if (!table.HasTime)
        {
            parameters.Add(("id", after?.Id ?? range.From));
            return $"{_id} > @id";
        }

        var until = "";
        if (range.Until is { } end)
        {
            parameters.Add(("until", end));
            until = $" and {_time} < @until";
        }

        if (after?.Time is not { } time)
        {
            parameters.Add(("begin", range.From));
            return $"{_time} >= @begin{until}";
        }

        parameters.Add(("time", time));
        parameters.Add(("id", after.Id));
        return $"({_time}, {_id}) > (@time, @id){until}";
    }

    private string Area(TableShape shape, List<(string, object)> parameters)
    {
        if (table.Options.Area.Column is not { Length: > 0 } column)
        {
            return "1 = 1";
        }

        var names = table.AreaValues.Select((value, place) =>
        {
            var name = $"area{place.ToString(CultureInfo.InvariantCulture)}";
            parameters.Add((name, shape.Value(column, value)));
            return "@" + name;
        }).ToList();
        return $"{SqlName.Quoted(column)} in ({string.Join(", ", names)})";
    }

    /// <summary>A text is fetched up to a little more than the longest that is read: a cell of a gigabyte costs no more than its row.</summary>
    private string List(TableShape shape, IEnumerable<string> selected) => string.Join(", ", selected.Select(column =>
        shape[column] == ColumnKind.Text && column != table.Options.Cursor.Id && column != table.Options.Cursor.Time && column != table.Options.Record
            ? $"substr({SqlName.Quoted(column)}, 1, {(longestText + 1).ToString(CultureInfo.InvariantCulture)}) as {SqlName.Quoted(column)}"
            : SqlName.Quoted(column)));
}
