using System.Data.Common;
using Gateway.Adapters.Failures;

namespace Gateway.Adapters.Tables;

/// <summary>Pages of one read, one after another; <see langword="null"/> after the last.</summary>
internal interface ITableRead : IAsyncDisposable
{
    Task<TablePage?> NextAsync(CancellationToken cancellationToken);
}

/// <summary>
/// A full read: one statement whose rows stream while they are worked on. Its snapshot is the statement's own, on every database alike, and
/// a read that breaks is begun again as a whole. See decisions/0017-table-reads.md.
/// </summary>
internal sealed class FullRead(PeerDatabase database, InboundTable table, InboundStore store, TableOptions options) : ITableRead
{
    private PeerConnection? _connection;
    private DbCommand? _command;
    private DbDataReader? _reader;
    private PageWriter? _writer;
    private bool _ended;

    public async Task<TablePage?> NextAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return null;
        }

        try
        {
            var (reader, writer) = await OpenAsync(cancellationToken);
            (var page, _ended) = await writer.WriteAsync(reader, options.PageSize, options.MaxPageBytes, cancellationToken);
            return page;
        }
        catch (Exception failure) when (DatabaseFailures.Meaning(failure, answerLost: false, cancellationToken) is { } meaning)
        {
            throw meaning;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A reader that is left in the middle would fetch the rest before it lets go of the connection.
        if (_reader is not null && !_ended)
        {
            _command?.Cancel();
        }

        try
        {
            await (_reader?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (_command?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (DbException)
        {
            // Cancelled, as asked; or the connection is gone, and what had to be said of it was said by the read.
        }

        await (_connection?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task<(DbDataReader Reader, PageWriter Writer)> OpenAsync(CancellationToken cancellationToken)
    {
        if (_reader is { } reader && _writer is { } writer)
        {
            return (reader, writer);
        }

        _connection = await database.OpenAsync(cancellationToken);
        var shape = await TableShape.ReadAsync(_connection, table.Options.Table, cancellationToken);
        var selected = table.Selected(shape);
        _writer = new PageWriter(table, shape, selected);
        _command = store.All(_connection, shape, selected);
        // Sorting comes before the first row: it may take as long as the rows themselves.
        _command.CommandTimeout *= 10;
        _reader = await InboundStore.OpenAsync(_command, cancellationToken);
        return (_reader, _writer);
    }
}

/// <summary>
/// An incremental read: page after page by keyset, each a short statement of its own, so that nothing is held open at the platform. A page
/// that failed is asked for again from where the last one ended.
/// </summary>
internal sealed class IncrementalRead(
    PeerDatabase database, InboundTable table, InboundStore store, TableOptions options, TimeProvider clock, Func<TableShape, KeysetRange> range)
    : ITableRead
{
    private Keyset? _after;
    private bool _ended;

    public async Task<TablePage?> NextAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return null;
        }

        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var (page, ended) = await database.DoAsync(PageAsync, answerLost: null, cancellationToken);
                if (page is not null && page.Last is null)
                {
                    throw new PermanentFailure("cursor_empty", $"表 {table.Options.Table} 的 {table.Options.Cursor.Id} 有空值，不能作为游标");
                }

                // Fewer rows than asked for because the page was full of bytes is not the end.
                (_after, _ended) = (page?.Last ?? _after, page is null || (ended && page.Rows < options.PageSize));
                return page;
            }
            catch (TransientFailure) when (attempt < options.ReadRetries)
            {
                await Task.Delay(options.RetryDelay * Math.Pow(2, attempt), clock, cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<(TablePage? Page, bool Ended)> PageAsync(PeerConnection connection, CancellationToken cancellationToken)
    {
        var shape = await TableShape.ReadAsync(connection, table.Options.Table, cancellationToken);
        var selected = table.Selected(shape);
        await using var command = store.Page(connection, shape, selected, range(shape), _after, options.PageSize);
        await using var reader = await InboundStore.OpenAsync(command, cancellationToken);
        return await new PageWriter(table, shape, selected).WriteAsync(reader, options.PageSize, options.MaxPageBytes, cancellationToken);
    }
}
