using System.Globalization;
using System.Runtime.CompilerServices;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.Tables;

/// <summary>Pulls feeds from the tables of a front-end database, and acknowledges there how far they were taken.</summary>
public sealed class TableSource : ISettlingSource
{
    private readonly TableOptions _options;
    private readonly TimeProvider _clock;
    private readonly PeerDatabase _database;
    private readonly Dictionary<Feed, Inbound> _tables;
    private readonly AcknowledgementStore? _acknowledgements;

    internal TableSource(AdapterContext context, string profile, TableOptions options)
    {
        (Profile, _options, _clock) = (profile, options, context.Time);
        _database = new PeerDatabase(context.Databases, options);
        _tables = options.Tables.ToDictionary(x => x.Key, x =>
        {
            var table = new InboundTable(x.Key, x.Value, options.AreaCode ?? context.Area);
            return new Inbound(table, new InboundStore(table, options.MaxValueBytes), new InboundRows(table, options, context.Time));
        });
        _acknowledgements = options.Acknowledgement is { Enabled: true } table ? new AcknowledgementStore(table, context.Area) : null;
    }

    /// <inheritdoc/>
    public string Profile { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<Feed> Feeds => _tables.Keys;

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourcePage> ReadAsync(
        PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var inbound = _tables[request.Feed];
        await using var read = ReadOf(inbound, request);
        for (var number = 1; await read.NextAsync(cancellationToken) is { } page; number++)
        {
            yield return new SourcePage
            {
                Number = number, Body = page.Body, Rows = Parse(request.Feed, page.Body), Cursor = CursorOf(inbound.Table, page),
            };
        }
    }

    /// <inheritdoc/>
    public PageRows Parse(Feed feed, ReadOnlyMemory<byte> body) => _tables[feed].Rows.Read(body);

    /// <inheritdoc/>
    public Task SettleAsync(SettledRead read, CancellationToken cancellationToken) =>
        _acknowledgements is { } store && read is { Taken: true, Reached: { } reached }
            ? _database.DoAsync(
                (connection, token) => store.SaveAsync(connection, _tables[read.Request.Feed].Table.Options.Table, reached, _clock.GetUtcNow(), token),
                answerLost: null, cancellationToken)
            : Task.CompletedTask;

    private ITableRead ReadOf(Inbound inbound, PullRequest request) => request.Mode switch
    {
        PullMode.Full => new FullRead(_database, inbound.Table, inbound.Store, _options),
        PullMode.Incremental => new IncrementalRead(_database, inbound.Table, inbound.Store, _options, _clock, RangeOf(inbound.Table, request)),
    };

    private static Func<TableShape, KeysetRange> RangeOf(InboundTable table, PullRequest request)
    {
        var cursor = table.Options.Cursor;
        if (!table.HasTime)
        {
            var last = request.Since?.Opaque ?? throw new ArgumentException("incremental reads by id need the last one", nameof(request));
            return shape => new KeysetRange(shape.Value(cursor.Id, shape[cursor.Id] == ColumnKind.Whole ? Before(last, cursor.OverlapIds) : last), null);
        }

        var from = request.UpdatedFrom ?? throw new ArgumentException("incremental reads need UpdatedFrom", nameof(request));
        return shape => new KeysetRange(
            shape.Value(cursor.Time, ColumnKinds.Written(from)),
            request.UpdatedTo is { } to ? shape.Value(cursor.Time, ColumnKinds.Written(to)) : null);
    }

    private static string Before(string last, long overlap) =>
        (long.Parse(last, CultureInfo.InvariantCulture) - overlap).ToString(CultureInfo.InvariantCulture);

    private static FeedCursor? CursorOf(InboundTable table, TablePage page) => table switch
    {
        { HasTime: false } => page.LastId is null ? null : new FeedCursor(null, null, page.LastId),
        _ => ColumnKinds.Time(page.LastTime) is { } at ? new FeedCursor(at, page.LastId, null) : null,
    };

    private sealed record Inbound(InboundTable Table, InboundStore Store, InboundRows Rows);
}
