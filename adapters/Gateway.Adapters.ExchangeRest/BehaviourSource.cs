using System.Runtime.CompilerServices;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>
/// Pulls the behaviours that the platform holds, day by day and table by table. The cursor is the last day that was read whole; the area's
/// overlap says how many days before it are read again.
/// </summary>
internal sealed class BehaviourSource
{
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    private readonly ExchangeRestOptions _options;
    private readonly ExchangeSession _session;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, PageReader> _readers;
    private readonly IReadOnlyList<string> _tables;

    public BehaviourSource(ExchangeRestOptions options, ExchangeSession session, TimeProvider time)
    {
        (_options, _session, _time) = (options, session, time);
        // The rows are the answer itself: an array without a name.
        _readers = options.Behaviour.Tables.ToDictionary(
            table => table.Key, table => new PageReader(new FieldMap(FeedSchemas.Behaviour, table.Value), "", options.Transport));
        _tables = [.. _readers.Keys.Order(StringComparer.Ordinal)];
    }

    public async IAsyncEnumerable<SourcePage> ReadAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(_time.GetUtcNow().ToOffset(ChinaStandardTime).DateTime);
        var first = request.UpdatedFrom is { } from ? DateOnly.FromDateTime(from) : today.AddDays(-_options.Behaviour.FullDays);
        var pages = (long)Math.Max(0, today.DayNumber - first.DayNumber + 1) * _tables.Count;
        await using var fetches = new OrderedFetch<BehaviourPage>(
            _options.FetchAhead, 1, pages, (number, token) => FetchAsync(request.Area, Day(number), Table(number), token), cancellationToken);
        await foreach (var (number, page) in fetches)
        {
            var (day, table) = (Day(number), Table(number));
            var landed = BehaviourPage.Landed(table, day, page.Body);
            yield return new SourcePage
            {
                Number = checked((int)number),
                Body = landed,
                Rows = Parse(landed),
                // A day counts once its last table is in.
                Cursor = number % _tables.Count == 0 ? new FeedCursor(day.ToDateTime(TimeOnly.MinValue), null, null) : null,
            };
        }

        DateOnly Day(long number) => first.AddDays((int)((number - 1) / _tables.Count));
    }

    public PageRows Parse(ReadOnlyMemory<byte> landed) => BehaviourPage.Rows(landed, _readers, _options.EmptyText);

    private string Table(long number) => _tables[(int)((number - 1) % _tables.Count)];

    private Task<BehaviourPage> FetchAsync(string area, DateOnly day, string table, CancellationToken cancellationToken)
    {
        var names = _options.Behaviour;
        var address = PeerAddress.Join(
            _options.BaseAddress!, _options.ProxyPath, (names.SourceParameter, _options.AreaCode ?? area),
            (names.DayParameter, WireText.Date(day)), (names.TableParameter, table));
        return _session.Client.ReadAsync(
            async token =>
            {
                var page = await _session.CallAsync(
                    names.Service, CallKind.Read, () => new HttpRequestMessage(HttpMethod.Get, address),
                    answer => BehaviourPage.Read(answer, _readers[table], _options), token);
                return _session.IsSuccess(page)
                    ? page
                    : throw new PermanentFailure("peer_" + page.Code, $"对方认为查询参数有误（{page.Code}）：{page.Message}");
            },
            cancellationToken);
    }
}
