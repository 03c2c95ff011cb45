using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Tables;

/// <summary>SQL of the ledger: of every record, the last row that the platform said it took.</summary>
internal sealed class LedgerStore(OutboundOptions options, IReadOnlyList<string> digested)
{
    public const int PageRows = 2_000;

    public async Task<IReadOnlyList<LedgerEntry>> PageAsync(
        PeerConnection connection, string area, DateOnly from, DateOnly to, string? after, CancellationToken cancellationToken)
    {
        var shape = await TableShape.ReadAsync(connection, options.Table, cancellationToken);
        var (identity, time, batch, day) = (Name("record_unique_identity"), Name("cd_time"), Name("cd_batch"), Name("submitted_date"));
        string[] columns = [options.Columns["record_unique_identity"], options.Columns["cd_operation"], .. digested];
        List<(string, object)> parameters =
        [
            ("area", shape.Value(options.Columns["area_number"], area)),
            ("from", shape.Value(options.Columns["submitted_date"], WireText.Date(from))),
            ("until", shape.Value(options.Columns["submitted_date"], WireText.Date(to.AddDays(1)))),
        ];
        if (after is not null)
        {
            parameters.Add(("after", after));
        }

        var taken = options.Feedback.Taken.Select((code, place) =>
        {
            parameters.Add((string.Create(CultureInfo.InvariantCulture, $"code{place}"), code));
            return $"@code{place.ToString(CultureInfo.InvariantCulture)}";
        }).ToList();
        var (table, back) = (SqlName.Quoted(options.Table), options.Feedback);
        string Taken(string row) =>
            $"exists (select 1 from {SqlName.Quoted(back.Table)} b where b.{SqlName.Quoted(back.Id)} = {row}.{Name("cd_id")} and b.{SqlName.Quoted(back.Code)} in ({string.Join(", ", taken)}))";
        await using var command = connection.Command(
            $"""
            select {string.Join(", ", columns.Select(x => "o." + SqlName.Quoted(x)))} from {table} o
            where o.{Name("area_number")} = @area and o.{day} >= @from and o.{day} < @until {(after is null ? "" : $"and o.{identity} > @after")}
              and {Taken("o")}
              and not exists (
                select 1 from {table} n where n.{identity} = o.{identity} and {Taken("n")}
                  and (n.{time} > o.{time} or (n.{time} = o.{time} and n.{batch} > o.{batch})))
            order by o.{identity} limit {PageRows.ToString(CultureInfo.InvariantCulture)}
            """,
            parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<LedgerEntry>();
        while (await reader.ReadAsync(cancellationToken))
        {
            string Text(int place) => ColumnKinds.Text(reader, place, shape[columns[place]]) ?? "";
            entries.Add(new LedgerEntry(
                Text(0), Text(1) == "d" ? LedgerState.Withdrawn : LedgerState.InForce, Digest(digested.Select((_, place) => Text(place + 2)))));
        }

        return entries;
    }

    /// <summary>Lower-case hex SHA-256 of values joined by <c>|</c>.</summary>
    public static string Digest(IEnumerable<string> values) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', values))));

    private string Name(string column) => SqlName.Quoted(options.Columns[column]);
}
