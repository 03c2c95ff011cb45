using System.Data.Common;
using System.Globalization;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Tables;

/// <summary>What stands in the platform's answers about one row.</summary>
internal sealed record Feedback(string Code, string Message, DateTime? At);

/// <summary>A row of a batch as the database has it.</summary>
/// <param name="Row">What was to be written.</param>
/// <param name="Id">The id under which it stands, or is to stand.</param>
/// <param name="Stands">Whether it stands there.</param>
/// <param name="Answer">What the platform said of it.</param>
internal sealed record PlacedRow(OutboundRow Row, string Id, bool Stands, Feedback? Answer);

/// <summary>
/// SQL of the outbound table and its answers. Rows are only inserted. A row's id is its <c>cd_id</c>; where an earlier batch has used that —
/// a withdrawal has the id of what it withdraws, a refused row may be sent again — the batch's number is put behind it.
/// </summary>
internal sealed class OutboundStore(OutboundOptions options)
{
    private const int MostParameters = 8_000;

    private readonly string _table = SqlName.Quoted(options.Table);
    private readonly string _id = SqlName.Quoted(options.Columns["cd_id"]);
    private readonly string _batch = SqlName.Quoted(options.Columns["cd_batch"]);

    /// <summary>Where the rows of a batch stand, and what was answered. One that was cleared away after it was answered counts as standing.</summary>
    public async Task<IReadOnlyList<PlacedRow>> PlacesAsync(PeerConnection connection, PushBatch batch, CancellationToken cancellationToken)
    {
        var rows = OutboundPayload.Rows(batch);
        string[] ids = [.. rows.SelectMany(row => new[] { OwnId(row), LaterId(row, batch) })];
        var written = await WrittenAsync(connection, ids, cancellationToken);
        var answers = await AnswersAsync(connection, ids, cancellationToken);
        // Answers name no batch. One of a row that is there no longer is ours when it came after the batch was formed.
        bool IsOurs(string id) => written.TryGetValue(id, out var number)
            ? number == batch.Stamp.BatchNo
            : answers.TryGetValue(id, out var answer) && answer.At >= batch.Stamp.FormedAt;
        bool IsTaken(string id) => written.ContainsKey(id) || answers.ContainsKey(id);
        return
        [
            .. rows.Select(row =>
            {
                var (own, later) = (OwnId(row), LaterId(row, batch));
                var id = IsOurs(own) || (!IsTaken(own) && !IsOurs(later)) ? own : later;
                var stands = IsOurs(id);
                return new PlacedRow(row, id, stands, stands ? answers.GetValueOrDefault(id) : null);
            }),
        ];
    }

    /// <summary>Inserts rows, many in a statement; the transaction is the caller's.</summary>
    public async Task InsertAsync(PeerConnection connection, IReadOnlyList<PlacedRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var shape = await TableShape.ReadAsync(connection, options.Table, cancellationToken);
        string[] columns = [.. rows.SelectMany(x => x.Row.Columns.Keys).Distinct(StringComparer.Ordinal)];
        shape.Require(columns);
        foreach (var chunk in rows.Chunk(Math.Max(1, MostParameters / columns.Length)))
        {
            List<(string, object)> parameters = [];
            string Parameter(PlacedRow row, string column)
            {
                var name = "p" + parameters.Count.ToString(CultureInfo.InvariantCulture);
                var text = column == options.Columns["cd_id"] ? row.Id : row.Row.Columns.GetValueOrDefault(column, "");
                parameters.Add((name, shape.Value(column, text)));
                return "@" + name;
            }

            var values = chunk.Select(row => $"({string.Join(", ", columns.Select(column => Parameter(row, column)))})").ToList();
            await connection.ExecuteAsync(
                $"insert into {_table} ({string.Join(", ", columns.Select(SqlName.Quoted))}) values {string.Join(", ", values)}", parameters,
                cancellationToken);
        }
    }

    private string OwnId(OutboundRow row) => row.Columns[options.Columns["cd_id"]];

    private string LaterId(OutboundRow row, PushBatch batch) => $"{OwnId(row)}-{batch.Stamp.BatchNo}";

    private async Task<Dictionary<string, string>> WrittenAsync(PeerConnection connection, string[] ids, CancellationToken cancellationToken)
    {
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        await ReadAsync(connection, ids, $"select {_id}, {_batch} from {_table} where {_id}",
            reader => written[TextOf(reader, 0)] = TextOf(reader, 1), cancellationToken);
        return written;
    }

    private async Task<Dictionary<string, Feedback>> AnswersAsync(PeerConnection connection, string[] ids, CancellationToken cancellationToken)
    {
        var (answered, back) = (new Dictionary<string, Feedback>(StringComparer.Ordinal), options.Feedback);
        var id = SqlName.Quoted(back.Id);
        await ReadAsync(
            connection, ids,
            $"select {id}, {SqlName.Quoted(back.Code)}, {SqlName.Quoted(back.Message)}, {SqlName.Quoted(back.Time)} from {SqlName.Quoted(back.Table)} where {id}",
            reader =>
            {
                var answer = new Feedback(TextOf(reader, 1), TextOf(reader, 2), reader.IsDBNull(3) ? null : TimeOf(reader, 3));
                // An answer may be corrected by a later one.
                if (!answered.TryGetValue(TextOf(reader, 0), out var before) || Nullable.Compare(answer.At, before.At) >= 0)
                {
                    answered[TextOf(reader, 0)] = answer;
                }
            },
            cancellationToken);
        return answered;
    }

    private static async Task ReadAsync(
        PeerConnection connection, string[] ids, string selectWhereId, Action<DbDataReader> take, CancellationToken cancellationToken)
    {
        foreach (var chunk in ids.Chunk(MostParameters))
        {
            var names = chunk.Select((_, place) => "i" + place.ToString(CultureInfo.InvariantCulture)).ToList();
            await using var command = connection.Command(
                $"{selectWhereId} in ({string.Join(", ", names.Select(x => "@" + x))})", names.Zip(chunk, (name, id) => (name, (object)id)));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                take(reader);
            }
        }
    }

    private static string TextOf(DbDataReader reader, int place) =>
        reader.IsDBNull(place) ? "" : Convert.ToString(reader.GetValue(place), CultureInfo.InvariantCulture)?.TrimEnd(' ') ?? "";

    private static DateTime? TimeOf(DbDataReader reader, int place) =>
        reader.GetValue(place) is string text ? ColumnKinds.Time(text) : ColumnKinds.Local(reader.GetValue(place));
}
