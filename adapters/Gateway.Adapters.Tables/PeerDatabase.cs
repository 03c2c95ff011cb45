using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Gateway.Adapters.Databases;
using Gateway.Adapters.Failures;

namespace Gateway.Adapters.Tables;

/// <summary>Opens connections to the front-end database and gives its failures their meaning.</summary>
internal sealed class PeerDatabase(IPeerDatabases databases, TableOptions options)
{
    public int TimeoutSeconds { get; } = Math.Max(1, (int)Math.Ceiling(options.CommandTimeout.TotalSeconds));

    /// <summary>Does a piece of work on a connection of its own; whatever the database says against it comes out as a failure with words.</summary>
    /// <param name="work">The work.</param>
    /// <param name="answerLost">Asked after a failure: whether what was written may have been committed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<T> DoAsync<T>(
        Func<PeerConnection, CancellationToken, Task<T>> work, Func<bool>? answerLost, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            return await work(connection, cancellationToken);
        }
        catch (Exception failure) when (DatabaseFailures.Meaning(failure, answerLost?.Invoke() ?? false, cancellationToken) is { } meaning)
        {
            throw meaning;
        }
    }

    /// <summary>The caller gives its failures their meaning itself.</summary>
    public async Task<PeerConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DbDataSource database;
        try
        {
            database = databases.Of(options.ConnectionString ?? "");
        }
        catch (ArgumentException unreadable)
        {
            throw new PermanentFailure("connection_string", $"前置库连接串不能使用：{unreadable.Message}");
        }

        return new PeerConnection(await database.OpenConnectionAsync(cancellationToken), TimeoutSeconds);
    }
}

/// <summary>One open connection; every command of it has the configured limit of time.</summary>
internal sealed class PeerConnection(DbConnection connection, int timeoutSeconds) : IAsyncDisposable
{
    private DbTransaction? _transaction;

    [SuppressMessage("Security", "CA2100", Justification = "Statements are the stores': only checked, quoted identifiers are put together, every value is a parameter.")]
    public DbCommand Command(string sql, params IEnumerable<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = timeoutSeconds;
        command.Transaction = _transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public async Task<int> ExecuteAsync(string sql, IEnumerable<(string Name, object Value)> parameters, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<DbTransaction> BeginAsync(CancellationToken cancellationToken) =>
        _transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
