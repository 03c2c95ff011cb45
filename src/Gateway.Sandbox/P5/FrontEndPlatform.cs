using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.P1;
using Npgsql;

namespace Gateway.Sandbox.P5;

/// <summary>What was taken out of the front-end database: the same books and rules as profile 1, kept apart.</summary>
internal sealed class FrontEndLedgers(SandboxOptions options) : IDisposable
{
    public PushLedgers Books { get; } = new(options, "p5");

    public void Dispose() => Books.Dispose();
}

/// <summary>
/// Platform 5: writes subjects and matters into the front-end database as they change, and answers the rows that are sent there. It goes on
/// by itself until it is disposed of; a database that is away is waited for.
/// </summary>
internal sealed class FrontEndPlatform : IAsyncDisposable
{
    private static readonly (string Table, Feed Feed)[] Tables = [("t_jgdx", Feed.Subject), ("t_jgsx", Feed.Matter)];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private const int RowsAtOnce = 2_000;

    private readonly CancellationTokenSource _ending = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<(string Area, string Table), int> _loaded = [];
    private readonly FeedLibrary _library;
    private readonly PushLedgers _ledgers;
    private readonly TimeProvider _clock;
    private readonly IReadOnlyList<(FrontEndDatabase Database, IReadOnlyList<Area> Areas)> _databases;
    private readonly int _usualDelay;
    private volatile FrontEndOrder _order = new();
    private Task _work = Task.CompletedTask;

    public FrontEndPlatform(SandboxOptions options, FeedLibrary library, FrontEndLedgers ledgers, TimeProvider clock)
    {
        (_library, _ledgers, _clock, _usualDelay) = (library, ledgers.Books, clock, options.FrontEndDelayMs);
        _databases =
        [
            .. options.FrontEndDatabases.Select(x => (new FrontEndDatabase(x.Value), (IReadOnlyList<Area>)[.. Area.All.Where(area => area.Code == x.Key)])),
            .. options.FrontEndDatabase is { } connectionString ? [(new FrontEndDatabase(connectionString), Area.All)] : Array.Empty<(FrontEndDatabase, IReadOnlyList<Area>)>(),
        ];
    }

    /// <summary>How answers are given from now on.</summary>
    public void Order(FrontEndOrder order) => _order = order;

    /// <summary>Makes and fills the tables; what changes later follows by itself.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (database, areas) in _databases)
        {
            await database.CreateAsync(cancellationToken);
            await LoadAsync(database, areas, cancellationToken);
        }

        _work = Task.WhenAll(_databases.Select(x => Task.Run(() => WorkAsync(x.Database, x.Areas), CancellationToken.None)));
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _work;
        foreach (var (database, _) in _databases)
        {
            await database.DisposeAsync();
        }

        _ending.Dispose();
    }

    private async Task WorkAsync(FrontEndDatabase database, IReadOnlyList<Area> areas)
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                await LoadAsync(database, areas, _ending.Token);
                await AnswerAsync(database, _ending.Token);
                await Task.Delay(Pause, _ending.Token);
            }
            catch (OperationCanceledException) when (_ending.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException)
            {
                // Away, as databases are: asked again.
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    private async Task LoadAsync(FrontEndDatabase database, IReadOnlyList<Area> areas, CancellationToken cancellationToken)
    {
        foreach (var (table, feed) in Tables)
        {
            foreach (var area in areas)
            {
                for (var more = true; more;)
                {
                    (var segments, var next, more) = _library.Of(area, feed).Following(_loaded.GetValueOrDefault((area.Code, table)), RowsAtOnce);
                    if (segments.Count > 0)
                    {
                        await database.LoadAsync(table, segments, cancellationToken);
                    }

                    _loaded[(area.Code, table)] = next;
                }
            }
        }
    }

    private async Task AnswerAsync(FrontEndDatabase database, CancellationToken cancellationToken)
    {
        var order = _order;
        if (order.Never || await database.UnansweredAsync(RowsAtOnce, cancellationToken) is not { Count: > 0 } rows)
        {
            return;
        }

        await Task.Delay(TimeSpan.FromMilliseconds(order.DelayMs ?? _usualDelay), cancellationToken);
        using var content = JsonDocument.Parse($"[{string.Join(',', rows.Select(x => x.Json))}]");
        IEnumerable<(string, string, string)> answers = order.Code is { } code
            ? rows.Select(x => (x.Id, code, order.Words))
            : rows.Zip(
                _ledgers.Take(PushKind.Find("s_610000_result_push") ?? throw new InvalidOperationException(), content.RootElement),
                (row, receipt) => (row.Id, receipt.Code, receipt.Message));
        await database.AnswerAsync([.. answers], ShanghaiClock.Local(_clock.GetUtcNow()).DateTime, cancellationToken);
    }
}

/// <summary>How platform 5 answers: with the rules of the rows, unless it says otherwise.</summary>
internal sealed record FrontEndOrder
{
    /// <summary>Not at all, for now.</summary>
    public bool Never { get; init; }

    /// <summary>So late.</summary>
    public int? DelayMs { get; init; }

    /// <summary>With this code, whatever the row is.</summary>
    public string? Code { get; init; }

    public string Words { get; init; } = "测试拒收";
}
