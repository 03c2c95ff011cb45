using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Gateway.Pipeline.Reconcile;

/// <summary>
/// SQL that compares the ledger as read (<c>ledger_entry</c>) with our books: set-based, in one snapshot, into <c>compared</c>, a table of
/// this transaction alone.
/// </summary>
internal static class CompareStore
{
    /// <summary>
    /// Compares. What is in flight, or was settled since <paramref name="since"/>, is not compared: the ledger may show either. Every record of
    /// ours is in a batch before it is sent, so an identity that no batch holds is a stranger's.
    /// </summary>
    public static async Task CompareAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ReconcileCommand command, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using (var create = new NpgsqlCommand(
            """
            create temp table compared (
              wire_id text, doc_kind text, doc_id text, version int, delivery_id bigint, ours text, ours_digest bytea, our_first date, our_day date,
              theirs text, theirs_digest bytea, theirs_day date, verdict text) on commit drop
            """,
            connection, transaction))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var compare = new NpgsqlCommand(
            """
            with theirs as materialized (
              select distinct on (wire_id) wire_id, state, digest, day from ledger_entry order by wire_id, seq desc),
            flight as materialized (
              select unnest(wire_ids) as wire_id from delivery_batch where target = $1 and area = $2 and ended_at is null
              union
              select unnest(wire_ids) from delivery_batch
              where target = $1 and area = $2 and state in ('done', 'parked') and booked is distinct from state),
            ids as (
              select wire_id from theirs
              union
              select wire_id from delivered_row where target = $1 and area = $2 and day between $3 and $4 and day_first >= $3),
            pairs as (
              select i.wire_id, r.kind as doc_kind, r.doc_id, r.version, r.delivery_id, r.state as ours, r.digest as ours_digest,
                r.day_first as our_first, r.day as our_day, t.state as theirs, t.digest as theirs_digest, t.day as theirs_day,
                coalesce(r.settled_at >= $5, false) or f.wire_id is not null as moved
              from ids i
              left join theirs t on t.wire_id = i.wire_id
              left join delivered_row r on r.target = $1 and r.area = $2 and r.wire_id = i.wire_id
              left join flight f on f.wire_id = i.wire_id)
            insert into compared
            select wire_id, doc_kind, doc_id, version, delivery_id, ours, ours_digest, our_first, our_day, theirs, theirs_digest, theirs_day,
              case
                when moved then 'moved'
                when ours is null then 'unknown_here'
                when ours = 'unsure' then case when theirs = 'in_force' then 'unknown_here' else 'matched' end
                when theirs is null then case when ours = 'in_force' then 'missing_there' else 'matched' end
                when ours = 'in_force' and theirs = 'withdrawn' then 'should_be_published'
                when ours = 'withdrawn' and theirs = 'in_force' then 'should_be_withdrawn'
                when ours = theirs and (ours = 'withdrawn' or ours_digest is null or ours_digest = theirs_digest) then 'matched'
                else 'other_content' end
            from pairs
            """,
            connection, transaction);
        compare.CommandTimeout = 0;
        compare.Parameters.AddWithValue(command.Target);
        compare.Parameters.AddWithValue(command.Area);
        compare.Parameters.AddWithValue(command.From);
        compare.Parameters.AddWithValue(command.To);
        compare.Parameters.AddWithValue(since.UtcDateTime);
        await compare.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>How many rows got which verdict, and what of them was compared by state alone or should be in force.</summary>
    public static async Task<(IReadOnlyDictionary<string, long> Verdicts, long Ours, long Unhashed)> CountAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select verdict, count(*), count(*) filter (where ours = 'in_force' and verdict <> 'moved'),
              count(*) filter (where verdict = 'matched' and ours = 'in_force' and ours_digest is null)
            from compared group by verdict
            """,
            connection, transaction);
        var verdicts = new Dictionary<string, long>();
        var (ours, unhashed) = (0L, 0L);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            verdicts[reader.GetString(0)] = reader.GetInt64(1);
            ours += reader.GetInt64(2);
            unhashed += reader.GetInt64(3);
        }

        return (verdicts, ours, unhashed);
    }

    /// <summary>
    /// Two hashes over the rows compared, in the byte order of their identities, a line <c>identity TAB digest LF</c> each: what should be in
    /// force, and what is. Anyone who has the ledger can work the second one out. They are equal only where both sides are.
    /// </summary>
    public static async Task<(string Ours, string Theirs)> HashAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select wire_id, case when ours = 'in_force' then encode(coalesce(ours_digest, theirs_digest, ''), 'hex') end,
              case when theirs = 'in_force' then encode(theirs_digest, 'hex') end
            from compared where verdict <> 'moved' and (ours = 'in_force' or theirs = 'in_force') order by wire_id collate "C"
            """,
            connection, transaction);
        command.CommandTimeout = 0;
        using var ours = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var theirs = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetString(0);
            if (!await reader.IsDBNullAsync(1, cancellationToken))
            {
                ours.AppendData(Encoding.UTF8.GetBytes($"{id}\t{reader.GetString(1)}\n"));
            }

            if (!await reader.IsDBNullAsync(2, cancellationToken))
            {
                theirs.AppendData(Encoding.UTF8.GetBytes($"{id}\t{reader.GetString(2)}\n"));
            }
        }

        return (Convert.ToHexStringLower(ours.GetHashAndReset()), Convert.ToHexStringLower(theirs.GetHashAndReset()));
    }

    /// <summary>Keeps what differs, with what is to be done about it.</summary>
    public static async Task KeepFindingsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long run, Func<string, string> repairOf, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into reconcile_finding (run_id, place, kind, wire_id, doc_kind, doc_id, version, delivery_id, ours, ours_digest, theirs,
              theirs_digest, theirs_day, repair, state, why, changed_at)
            select $1, row_number() over (order by c.verdict, c.wire_id collate "C"), c.verdict, c.wire_id, c.doc_kind, c.doc_id, c.version,
              c.delivery_id, c.ours, c.ours_digest, c.theirs, c.theirs_digest, c.theirs_day, k.repair, 'open',
              case when c.ours = 'unsure' then '本网关曾推送该记录，但被驳回或停放，未确认送达：请在操作台处理' end, $4
            from compared c join unnest($2::text[], $3::text[]) as k (kind, repair) on k.kind = c.verdict
            """,
            connection, transaction);
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue(run);
        command.Parameters.AddWithValue(FindingKinds.All.ToArray());
        command.Parameters.AddWithValue(FindingKinds.All.Select(repairOf).ToArray());
        command.Parameters.AddWithValue(now.UtcDateTime);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Notes the day under which the platform files a row, where we did not know it for certain.</summary>
    public static async Task LearnDaysAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ReconcileCommand command, CancellationToken cancellationToken)
    {
        await using var learn = new NpgsqlCommand(
            """
            update delivered_row r set day_first = c.theirs_day, day = c.theirs_day from compared c
            where r.target = $1 and r.area = $2 and r.wire_id = c.wire_id and c.verdict = 'matched' and c.theirs_day is not null
              and (c.our_first, c.our_day) is distinct from (c.theirs_day, c.theirs_day)
            """,
            connection, transaction);
        learn.CommandTimeout = 0;
        learn.Parameters.AddWithValue(command.Target);
        learn.Parameters.AddWithValue(command.Area);
        await learn.ExecuteNonQueryAsync(cancellationToken);
    }
}
