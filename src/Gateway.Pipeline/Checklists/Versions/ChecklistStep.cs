using Npgsql;

namespace Gateway.Pipeline.Checklists.Versions;

/// <summary>One compile of an area: a transaction that holds the area's turn, so that two compiles of it follow one another.</summary>
public sealed class ChecklistStep : IAsyncDisposable
{
    internal ChecklistStep(string area, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (Area, Connection, Transaction) = (area, connection, transaction);

    public string Area { get; }

    public NpgsqlConnection Connection { get; }

    public NpgsqlTransaction Transaction { get; }

    public Task CommitAsync(CancellationToken cancellationToken) => Transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
