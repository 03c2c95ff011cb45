using Gateway.Adapters.Identifiers;
using Gateway.Contracts.CreditRecords;
using Gateway.Contracts.Results;
using Gateway.Pipeline.CreditRecords;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Protection;
using Gateway.Pipeline.Results;
using Npgsql;

namespace Gateway.Pipeline.Desk;

/// <summary>SQL that reads one delivery, its batch and its attempts for the desk.</summary>
public sealed class DeliveryViewStore(NpgsqlDataSource database, PayloadBox box, FieldCipher cipher)
{
    private static readonly RecordFormat<Penalty> Penalties = new(new PenaltyKind());
    private static readonly RecordFormat<Licence> Licences = new(new LicenceKind());

    public async Task<DeliveryView?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (view, batchId) = await ReadAsync(connection, id, cancellationToken);
        if (view is null)
        {
            return null;
        }

        return view with
        {
            Attempts = batchId is { } batch ? await AttemptsAsync(connection, batch, cancellationToken) : [],
            Siblings = await SiblingsAsync(connection, view, cancellationToken),
        };
    }

    private async Task<(DeliveryView? View, long? Batch)> ReadAsync(NpgsqlConnection connection, long id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select d.target, d.area, d.kind, d.doc_id, d.version, d.operation, d.state, d.reason_code, d.reason, d.created_at, d.ended_at,
              b.batch_id, b.batch_no, b.members, b.member_rows, b.wire_ids, b.payload, b.payload_length, v.body
            from delivery d left join delivery_batch b using (batch_id)
            left join lateral (
              select x.body from result_version x where d.kind = 'result' and (x.area, x.result_id, x.version) = (d.area, d.doc_id, d.version)
              union all
              select x.body from penalty_version x where d.kind = 'penalty' and (x.area, x.penalty_id, x.version) = (d.area, d.doc_id, d.version)
              union all
              select x.body from licence_version x where d.kind = 'licence' and (x.area, x.licence_id, x.version) = (d.area, d.doc_id, d.version)) v on true
            where d.delivery_id = $1
            """,
            connection);
        command.Parameters.AddWithValue(id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return (null, null);
        }

        var mask = MaskOf(reader.GetString(2), reader.IsDBNull(18) ? null : cipher.Unprotect(reader.GetFieldValue<byte[]>(18)));
        var batch = reader.IsDBNull(11) ? (long?)null : reader.GetInt64(11);
        var members = batch is null ? [] : reader.GetFieldValue<long[]>(13);
        var sent = batch is null
            ? null
            : SentRows.Of(
                box.Open(reader.GetFieldValue<byte[]>(16), reader.GetInt32(17)), members, reader.GetFieldValue<int[]>(14),
                reader.GetFieldValue<string[]>(15).Length, id, mask);
        return (new DeliveryView(
            id, reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4), reader.GetString(5),
            reader.GetString(6), Text(reader, 7), Masking.PeerWords(Text(reader, 8)), reader.GetFieldValue<DateTimeOffset>(9),
            reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTimeOffset>(10), Text(reader, 12), members.Length, sent, [], []), batch);
    }

    private static PersonalMask MaskOf(string kind, byte[]? body) => (kind, body) switch
    {
        (DeliveryKinds.Result, { } bytes) => new PersonalMask(CanonicalResult.Read(bytes)),
        (DeliveryKinds.Penalty, { } bytes) => new PersonalMask(Penalties.Read(bytes)),
        (DeliveryKinds.Licence, { } bytes) => new PersonalMask(Licences.Read(bytes)),
        _ => new PersonalMask((InspectionResult?)null),
    };

    private static async Task<IReadOnlyList<AttemptView>> AttemptsAsync(NpgsqlConnection connection, long batch, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select attempt, step, at, duration_ms, outcome, code, message, accepted, published, withdrawn, rejected, unknown
            from delivery_attempt where batch_id = $1 order by attempt
            """,
            connection);
        command.Parameters.AddWithValue(batch);
        var attempts = new List<AttemptView>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            attempts.Add(new AttemptView(
                reader.GetInt32(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetInt32(3), reader.GetString(4),
                Text(reader, 5), Masking.PeerWords(Text(reader, 6)), reader.GetInt32(7), reader.GetInt32(8), reader.GetInt32(9), reader.GetInt32(10),
                reader.GetInt32(11)));
        }

        return attempts;
    }

    private static async Task<IReadOnlyList<SiblingView>> SiblingsAsync(NpgsqlConnection connection, DeliveryView view, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select delivery_id, version, operation, state, created_at from delivery
            where (area, kind, doc_id, target) = ($1, $2, $3, $4) and delivery_id <> $5 order by delivery_id
            """,
            connection);
        command.Parameters.AddWithValue(view.Area);
        command.Parameters.AddWithValue(view.Kind);
        command.Parameters.AddWithValue(view.DocId);
        command.Parameters.AddWithValue(view.Target);
        command.Parameters.AddWithValue(view.Id);
        var siblings = new List<SiblingView>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            siblings.Add(new SiblingView(
                reader.GetInt64(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return siblings;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
