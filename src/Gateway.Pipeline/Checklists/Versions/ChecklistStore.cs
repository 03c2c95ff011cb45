using System.Security.Cryptography;
using Gateway.Contracts.Checklists;
using Gateway.Pipeline.Checklists.Compile;
using Npgsql;

namespace Gateway.Pipeline.Checklists.Versions;

/// <summary>SQL of <c>checklist</c> and its parts, and the reading of <c>matter</c> for the compiler.</summary>
public sealed class ChecklistStore(NpgsqlDataSource database)
{
    // "checklist" as a number: the turn of an area does not meet other advisory locks.
    private const int TurnSpace = 0x63686b6c;

    /// <summary>Opens the transaction of a compile; waits while another process compiles the area.</summary>
    public async Task<ChecklistStep> BeginAsync(string area, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        var step = new ChecklistStep(area, connection, await connection.BeginTransactionAsync(cancellationToken));
        await using var turn = new NpgsqlCommand("select pg_advisory_xact_lock($1, hashtext($2))", step.Connection, step.Transaction);
        turn.Parameters.AddWithValue(TurnSpace);
        turn.Parameters.AddWithValue(area);
        await turn.ExecuteNonQueryAsync(cancellationToken);
        return step;
    }

    public static async Task<IReadOnlyList<StoredMatter>> ReadMattersAsync(ChecklistStep step, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select identity, item_code, item_name, subitem_name, dept_name, dept_code, dept_kind, object, mode, basis, levels, item_class,
              industry_code, state, effective_on, cancelled_on
            from matter where area = $1
            """,
            step.Connection, step.Transaction);
        command.Parameters.AddWithValue(step.Area);
        var matters = new List<StoredMatter>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            matters.Add(ChecklistRowStore.Matter(reader));
        }

        return matters;
    }

    /// <summary>The newest version, or <see langword="null"/> when the area has none yet.</summary>
    public static Task<StoredChecklist?> ReadLatestAsync(ChecklistStep step, CancellationToken cancellationToken) =>
        ReadAsync(step.Connection, step.Transaction, step.Area, null, cancellationToken);

    public static async Task AddAsync(
        ChecklistStep step, StoredChecklist checklist, IReadOnlyList<ChecklistChange> changes, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(step.Connection, step.Transaction);
        batch.BatchCommands.Add(ChecklistRowStore.InsertHead(checklist));
        batch.BatchCommands.Add(ChecklistRowStore.InsertItems(checklist));
        batch.BatchCommands.Add(ChecklistRowStore.InsertDisputes(checklist));
        batch.BatchCommands.Add(ChecklistRowStore.InsertChanges(checklist, changes));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A version, the newest when none is named; <see langword="null"/> when there is none.</summary>
    public async Task<StoredChecklist?> FindAsync(string area, int? version, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ReadAsync(connection, null, area, version, cancellationToken);
    }

    /// <summary>What a version changed, in its order.</summary>
    public async Task<IReadOnlyList<StoredChange>> ReadChangesAsync(string area, int version, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select kind, item_id, matter, fields, why from checklist_change where area = $1 and version = $2 order by kind, matter, item_id");
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(version);
        var changes = new List<StoredChange>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            changes.Add(new StoredChange(
                Enum.Parse<ChangeKind>(reader.GetString(0), ignoreCase: true), reader.GetString(1), reader.GetString(2),
                reader.GetFieldValue<string[]>(3), reader.GetString(4)));
        }

        return changes;
    }

    /// <summary>Each item as of the newest version up to the one asked for, in the order asked; <see langword="null"/> where there is none.</summary>
    public static async Task<IReadOnlyList<ItemVersion?>> ReadItemsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<(string ItemId, int Version)> wanted,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select {ChecklistRowStore.ItemColumns}, i.version from unnest($2::text[], $3::int[]) with ordinality as w (item_id, version, nth)
            left join lateral (
              select * from checklist_item i where i.area = $1 and i.item_id = w.item_id and i.version <= w.version
              order by i.version desc limit 1) i on true
            order by w.nth
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(wanted.Select(x => x.ItemId).ToArray());
        command.Parameters.AddWithValue(wanted.Select(x => x.Version).ToArray());
        var items = new List<ItemVersion?>(wanted.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(reader.IsDBNull(0) ? null : new ItemVersion(reader.GetInt32(13), ChecklistRowStore.Item(reader).Item));
        }

        return items;
    }

    private static async Task<StoredChecklist?> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string area, int? version, CancellationToken cancellationToken)
    {
        await using var head = new NpgsqlCommand(
            """
            select version, compiled_for, compiled_at, rules_version, digest, level from checklist
            where area = $1 and version = coalesce($2, version) order by version desc limit 1
            """,
            connection, transaction);
        head.Parameters.AddWithValue(area);
        head.Parameters.Add(new NpgsqlParameter { Value = (object?)version ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer });
        StoredChecklist found;
        await using (var reader = await head.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return null;
            }

            found = new StoredChecklist(
                reader.GetInt32(0), reader.GetFieldValue<DateOnly>(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetString(3),
                reader.GetFieldValue<byte[]>(4), new CompiledChecklist(area, reader.GetString(5), [], [], []));
        }

        var (items, disputes) = await ChecklistRowStore.ReadPartsAsync(connection, transaction, area, found.Version, cancellationToken);
        var whole = found with { List = found.List with { Items = items, Disputes = disputes } };
        return SHA256.HashData(CanonicalChecklist.Bytes(whole.List)).AsSpan().SequenceEqual(whole.Digest)
            ? whole
            : throw new InvalidOperationException($"清单 {area} 第 {whole.Version} 版与其摘要不符：数据库中的内容被改动过。");
    }
}

/// <summary>A line of a version's diff as stored.</summary>
public sealed record StoredChange(ChangeKind Kind, string ItemId, string Matter, IReadOnlyList<string> Fields, string Why);

/// <summary>An item as a version has it.</summary>
public sealed record ItemVersion(int Version, ChecklistItem Item);
