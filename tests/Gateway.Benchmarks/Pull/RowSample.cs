using Gateway.Benchmarks.Programs;
using Npgsql;

namespace Gateway.Benchmarks.Pull;

/// <summary>Rows that the gateway stored, as the slow ways get them.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Only names of our own tables, columns and databases are put together.")]
internal sealed record RowSample(IReadOnlyList<string> Columns, IReadOnlyList<string> Types, IReadOnlyList<object[]> Rows)
{
    public const int Size = 5_000;

    public static async Task<RowSample> ReadAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand($"select * from subject limit {Size}");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        var types = Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeName).ToList();
        var rows = new List<object[]>(Size);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object[columns.Count];
            reader.GetValues(row);
            rows.Add(row);
        }

        return new RowSample(columns, types, rows);
    }

    /// <summary>The upsert of one row that anybody would write; prepared automatically from its fifth use on.</summary>
    public string UpsertInto(string table) =>
        $"""
        insert into {table} ({string.Join(", ", Columns)}) values ({string.Join(", ", Columns.Select((_, place) => $"${place + 1}"))})
        on conflict (area, identity) do update set {string.Join(", ", Columns.Skip(2).Select(x => $"{x} = excluded.{x}"))}
        """;

    public async Task UpsertAsync(NpgsqlConnection connection, string upsert, object[] row, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(upsert, connection);
        for (var i = 0; i < row.Length; i++)
        {
            // With its type named, a null is no other statement: one prepared statement serves all rows.
            command.Parameters.Add(new NpgsqlParameter { Value = row[i], DataTypeName = Types[i] });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
