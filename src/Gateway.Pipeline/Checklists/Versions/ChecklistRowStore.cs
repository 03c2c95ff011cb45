using System.Text.Json;
using Gateway.Contracts.Checklists;
using Gateway.Pipeline.Checklists.Compile;
using Npgsql;

namespace Gateway.Pipeline.Checklists.Versions;

/// <summary>Rows of the store's tables, in and out.</summary>
internal static class ChecklistRowStore
{
    public const string ItemColumns =
        "i.item_id, i.field, i.lead_code, i.lead_name, i.joining, i.matter, i.matter_codes, i.basis, i.object, i.item_class, i.method, i.level, i.members";

    public static NpgsqlBatchCommand InsertHead(StoredChecklist x) => Command(
        """
        insert into checklist (area, version, level, compiled_for, compiled_at, rules_version, digest, items, disputes)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        x.List.Area, x.Version, x.List.Level, x.CompiledFor, x.CompiledAt.ToUniversalTime(), x.RulesVersion, x.Digest, x.List.Items.Count,
        x.List.Disputes.Count);

    public static NpgsqlBatchCommand InsertItems(StoredChecklist x)
    {
        var items = x.List.Items;
        return Command(
            """
            insert into checklist_item (area, version, place, item_id, field, lead_code, lead_name, joining, matter, matter_codes, basis, object,
              item_class, method, level, members)
            select $1, $2, place, item_id, field, lead_code, lead_name, joining::jsonb, matter, string_to_array(codes, ','), basis, object,
              item_class, method, level, members::jsonb
            from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
              $13::text[], $14::text[], $15::text[]) with ordinality
              as i (item_id, field, lead_code, lead_name, joining, matter, codes, basis, object, item_class, method, level, members, place)
            """,
            x.List.Area, x.Version, items.Select(y => y.Item.ItemId).ToArray(), items.Select(y => y.Item.Field).ToArray(),
            items.Select(y => y.Item.Lead?.Code).ToArray(), items.Select(y => y.Item.Lead?.Name).ToArray(),
            items.Select(y => Json(y.Item.Joining)).ToArray(), items.Select(y => y.Item.Matter).ToArray(),
            items.Select(y => string.Join(',', y.Item.MatterCodes)).ToArray(), items.Select(y => y.Item.Basis).ToArray(),
            items.Select(y => y.Item.Object).ToArray(), items.Select(y => y.Item.ItemClass).ToArray(), items.Select(y => y.Item.Method).ToArray(),
            items.Select(y => y.Item.Level).ToArray(), items.Select(y => Json(y.Members)).ToArray());
    }

    public static NpgsqlBatchCommand InsertDisputes(StoredChecklist x)
    {
        var disputes = x.List.Disputes;
        return Command(
            """
            insert into checklist_dispute (area, version, place, dispute_id, matter, object, departments, matter_codes, claims)
            select $1, $2, place, dispute_id, matter, object, departments::jsonb, string_to_array(codes, ','), claims::jsonb
            from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) with ordinality
              as d (dispute_id, matter, object, departments, codes, claims, place)
            """,
            x.List.Area, x.Version, disputes.Select(y => y.DisputeId).ToArray(), disputes.Select(y => y.Matter).ToArray(),
            disputes.Select(y => y.Object).ToArray(), disputes.Select(y => Json(y.Departments)).ToArray(),
            disputes.Select(y => string.Join(',', y.MatterCodes)).ToArray(), disputes.Select(y => Json(y.Claims)).ToArray());
    }

    public static NpgsqlBatchCommand InsertChanges(StoredChecklist x, IReadOnlyList<ChecklistChange> changes) => Command(
        """
        insert into checklist_change (area, version, item_id, kind, matter, fields, why)
        select $1, $2, item_id, kind, matter, string_to_array(fields, ','), why
        from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as c (item_id, kind, matter, fields, why)
        """,
        x.List.Area, x.Version, changes.Select(y => y.Item.ItemId).ToArray(), changes.Select(y => Kind(y.Kind)).ToArray(),
        changes.Select(y => y.Item.Matter).ToArray(), changes.Select(y => string.Join(',', y.Fields)).ToArray(), changes.Select(y => y.Why).ToArray());

    public static StoredMatter Matter(NpgsqlDataReader row) => new()
    {
        Identity = row.GetString(0), ItemCode = row.GetString(1), ItemName = row.GetString(2), SubitemName = Text(row, 3),
        DeptName = Text(row, 4), DeptCode = Text(row, 5), DeptKind = Text(row, 6), Object = Text(row, 7), Mode = Text(row, 8),
        Basis = Text(row, 9), Levels = row.GetFieldValue<string[]>(10), ItemClass = Text(row, 11), IndustryCode = Text(row, 12),
        State = Text(row, 13), EffectiveOn = Day(row, 14), CancelledOn = Day(row, 15),
    };

    public static CompiledItem Item(NpgsqlDataReader row) => new(
        new ChecklistItem
        {
            ItemId = row.GetString(0), Field = row.GetString(1),
            Lead = Text(row, 2) is { } code ? new ChecklistDepartment(code, Text(row, 3) ?? "") : null,
            Joining = Read<ChecklistDepartment>(row, 4), Matter = row.GetString(5), MatterCodes = row.GetFieldValue<string[]>(6),
            Basis = row.GetString(7), Object = row.GetString(8), ItemClass = row.GetString(9), Method = row.GetString(10), Level = row.GetString(11),
        },
        Read<ItemMember>(row, 12));

    public static async Task<(IReadOnlyList<CompiledItem> Items, IReadOnlyList<ChecklistDispute> Disputes)> ReadPartsAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string area, int version, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                Command($"select {ItemColumns} from checklist_item i where area = $1 and version = $2 order by place", area, version),
                Command(
                    "select dispute_id, matter, object, departments, matter_codes, claims from checklist_dispute where area = $1 and version = $2 order by place",
                    area, version),
            },
        };
        var items = new List<CompiledItem>();
        var disputes = new List<ChecklistDispute>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(Item(reader));
        }

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            disputes.Add(new ChecklistDispute(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), Read<ChecklistDepartment>(reader, 3),
                reader.GetFieldValue<string[]>(4), Read<LeadClaim>(reader, 5)));
        }

        return (items, disputes);
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return command;
    }

    private static string Kind(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "added",
        ChangeKind.Removed => "removed",
        ChangeKind.Changed => "changed",
    };

    private static string Json<T>(IReadOnlyList<T> list) => JsonSerializer.Serialize(list);

    private static List<T> Read<T>(NpgsqlDataReader row, int at) => JsonSerializer.Deserialize<List<T>>(row.GetString(at)) ?? [];

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static DateOnly? Day(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetFieldValue<DateOnly>(at);
}
