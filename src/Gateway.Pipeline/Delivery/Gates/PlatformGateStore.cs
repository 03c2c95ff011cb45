using Npgsql;

namespace Gateway.Pipeline.Delivery.Gates;

/// <summary>SQL of <c>platform_gate</c>. A batch counts as under way as long as somebody holds it: a process that dies leaves nothing behind.</summary>
public sealed class PlatformGateStore(NpgsqlDataSource database)
{
    private const string Columns =
        "platform, lane, state, failures, probes, room, since, resumes_at, quiet_until, flights, last_code, last_message, minute_at, minute_used, day_at, day_used";

    private const string Alive =
        "select batch_id from delivery_batch where batch_id = any($1) and ended_at is null and state = 'formed' and claimed_until > clock_timestamp()";

    /// <summary>All gates.</summary>
    public async Task<IReadOnlyList<Gate>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        List<Gate> gates;
        await using (var command = new NpgsqlCommand($"select {Columns} from platform_gate order by platform, lane", connection))
        {
            gates = await ReadAsync(command, cancellationToken);
        }

        return await LivingAsync(connection, null, gates, cancellationToken);
    }

    /// <summary>The gate of a platform and that of a lane of it, locked until the transaction ends.</summary>
    internal static async Task<(Gate Platform, Gate Lane)> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string platform, string lane, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select {Columns} from platform_gate where platform = $1 and lane = any($2) order by lane for update", connection, transaction);
        command.Parameters.AddWithValue(platform);
        command.Parameters.AddWithValue(new[] { "", lane });
        var gates = await ReadAsync(command, cancellationToken);
        if (gates.Count < 2)
        {
            await InsertAsync(connection, transaction, platform, ["", lane], now, cancellationToken);
            gates = await ReadAsync(command, cancellationToken);
        }

        // A statement of its own: what was claimed while this one waited for the lock is seen by it.
        var living = await LivingAsync(connection, transaction, gates, cancellationToken);
        return (living[0], living[1]);
    }

    /// <summary>All gates, locked.</summary>
    internal static async Task<IReadOnlyList<Gate>> LockAllAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select {Columns} from platform_gate order by platform, lane for update", connection, transaction);
        return await ReadAsync(command, cancellationToken);
    }

    internal static async Task SaveAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<Gate> gates, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        // What a crash of the database may forget here is an advice that the next failure gives again: nobody waits for the disk.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("set local synchronous_commit to off"));
        foreach (var gate in gates)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                """
                update platform_gate set state = $3, failures = $4, probes = $5, room = $6, since = $7, resumes_at = $8, quiet_until = $9,
                  flights = $10, last_code = $11, last_message = $12, minute_at = $13, minute_used = $14, day_at = $15, day_used = $16
                where platform = $1 and lane = $2
                """)
            {
                Parameters =
                {
                    new() { Value = gate.Platform },
                    new() { Value = gate.Lane },
                    new() { Value = Word(gate.State) },
                    new() { Value = gate.Failures },
                    new() { Value = gate.Probes },
                    new() { Value = gate.Room },
                    new() { Value = gate.Since.UtcDateTime },
                    Sql.Time(gate.ResumesAt),
                    Sql.Time(gate.QuietUntil),
                    new() { Value = gate.Flights.ToArray() },
                    Sql.Text(gate.LastCode),
                    Sql.Text(gate.LastMessage),
                    Sql.Time(gate.MinuteAt),
                    new() { Value = gate.MinuteUsed },
                    new() { Value = (object?)gate.DayAt ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Date },
                    new() { Value = gate.DayUsed },
                },
            });
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string platform, string[] lanes, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "insert into platform_gate (platform, lane, since) select $1, x, $3 from unnest($2::text[]) as x on conflict do nothing", connection, transaction);
        command.Parameters.AddWithValue(platform);
        command.Parameters.AddWithValue(lanes);
        command.Parameters.AddWithValue(now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<Gate>> LivingAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, List<Gate> gates, CancellationToken cancellationToken)
    {
        var flights = gates.SelectMany(x => x.Flights).Distinct().ToArray();
        if (flights.Length == 0)
        {
            return gates;
        }

        await using var command = new NpgsqlCommand(Alive, connection, transaction);
        command.Parameters.AddWithValue(flights);
        var living = new HashSet<long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            living.Add(reader.GetInt64(0));
        }

        return [.. gates.Select(x => x with { Flights = [.. x.Flights.Where(living.Contains)] })];
    }

    private static async Task<List<Gate>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var gates = new List<Gate>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            async Task<T?> OrNull<T>(int place) where T : struct =>
                await reader.IsDBNullAsync(place, cancellationToken) ? null : reader.GetFieldValue<T>(place);
            gates.Add(new Gate
            {
                Platform = reader.GetString(0),
                Lane = reader.GetString(1),
                State = StateOf(reader.GetString(2)),
                Failures = reader.GetInt32(3),
                Probes = reader.GetInt32(4),
                Room = reader.GetInt32(5),
                Since = reader.GetFieldValue<DateTimeOffset>(6),
                ResumesAt = await OrNull<DateTimeOffset>(7),
                QuietUntil = await OrNull<DateTimeOffset>(8),
                Flights = reader.GetFieldValue<long[]>(9),
                LastCode = await reader.IsDBNullAsync(10, cancellationToken) ? null : reader.GetString(10),
                LastMessage = await reader.IsDBNullAsync(11, cancellationToken) ? null : reader.GetString(11),
                MinuteAt = await OrNull<DateTimeOffset>(12),
                MinuteUsed = reader.GetInt32(13),
                DayAt = await OrNull<DateOnly>(14),
                DayUsed = reader.GetInt32(15),
            });
        }

        return gates;
    }

    private static string Word(GateState state) => state switch
    {
        GateState.Closed => "closed",
        GateState.Open => "open",
        GateState.Ramping => "ramping",
    };

    private static GateState StateOf(string word) => word switch
    {
        "closed" => GateState.Closed,
        "open" => GateState.Open,
        "ramping" => GateState.Ramping,
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "未知的状态"),
    };
}
