using System.Reflection;
using System.Text;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;
using Npgsql;

namespace Gateway.Sandbox.P5;

/// <summary>The front-end database: its tables as the contract's DDL makes them, filled as the platform would.</summary>
internal sealed class FrontEndDatabase(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(connectionString);

    /// <summary>Makes the tables where they are not there; those of an earlier start are gone on with.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using (var there = _database.CreateCommand("select to_regclass('t_jgdx') is not null"))
        {
            if (await there.ExecuteScalarAsync(cancellationToken) is true)
            {
                return;
            }
        }

        await using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("exchange-table.sql")
            ?? throw new InvalidOperationException("the DDL of the front-end database is not part of this program");
        using var reader = new StreamReader(resource, Encoding.UTF8);
        await using var command = _database.CreateCommand(await reader.ReadToEndAsync(cancellationToken));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Writes rows as a feed has them; one that is there already (an exact repeat, an earlier start) stays as it is.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="segments">Bytes of the rows, each followed by a comma.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task LoadAsync(string table, IReadOnlyList<Segment> segments, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(
            $"insert into {table} select * from json_populate_recordset(null::{table}, $1::json) on conflict do nothing");
        command.Parameters.AddWithValue(Encoding.UTF8.GetString(RowStream.Read(segments)));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Outbound rows that nobody has answered yet, in the order of their batches: id and content as JSON.</summary>
    public async Task<IReadOnlyList<(string Id, string Json)>> UnansweredAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(
            """
            select a.cd_id, (to_jsonb(a) || jsonb_build_object('cd_time', to_char(a.cd_time, 'YYYY-MM-DD HH24:MI:SS')))::text
            from t_jgxw_check_action a where not exists (select 1 from t_jgxw_check_action_back b where b.cd_id = a.cd_id)
            order by a.cd_time, a.cd_batch, a.cd_id limit $1
            """);
        command.Parameters.AddWithValue(most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(string, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((reader.GetString(0), reader.GetString(1)));
        }

        return rows;
    }

    public async Task AnswerAsync(IReadOnlyList<(string Id, string Code, string Words)> answers, DateTime at, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(
            "insert into t_jgxw_check_action_back (cd_id, back_code, back_msg, back_time) select a, b, c, $4 from unnest($1, $2, $3) as x (a, b, c)");
        command.Parameters.AddWithValue(answers.Select(x => x.Id).ToArray());
        command.Parameters.AddWithValue(answers.Select(x => x.Code).ToArray());
        command.Parameters.AddWithValue(answers.Select(x => x.Words).ToArray());
        command.Parameters.AddWithValue(DateTime.SpecifyKind(at, DateTimeKind.Unspecified));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
