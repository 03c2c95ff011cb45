using CsCheck;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.IntegrationTests.Pull;
using Gateway.Pipeline.Runs;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Tables;

/// <summary>
/// R7 on real tables: rows that share an instant, commits out of order, commits between two pages, reads that die at a page's edge. No row
/// that is committed within the overlap is skipped; a later one is found by the next full read, and counted.
/// </summary>
public sealed class TableCursorTests(PostgresFixture postgres)
{
    private const int Overlap = 60;

    private static readonly DateTimeOffset Beginning = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    private abstract record Act
    {
        /// <summary>A change becomes visible so many seconds after the time that it bears.</summary>
        public sealed record Commit(int Record, int Late, bool Gone) : Act;

        public sealed record Pass(int Seconds) : Act;

        /// <summary>A pull; it may die after a page, and a commit may come between two pages.</summary>
        public sealed record Pull(int PageSize, int? DiesAfter, Commit? Between) : Act;
    }

    private static readonly Gen<Act.Commit> Commits = Gen.Select(Gen.Int[0, 12], Gen.Int[0, Overlap], Gen.Int[0, 9])
        .Select(x => new Act.Commit(x.Item1, x.Item2, x.Item3 == 0));

    private static readonly Gen<Act> Acts = Gen.Frequency(
        (6, Commits.Select(x => (Act)x)),
        (2, Gen.Int[0, 90].Select(x => (Act)new Act.Pass(x))),
        (3, Gen.Select(Gen.Int[1, 5], Gen.Int[0, 8], Gen.Int[0, 1], Commits).Select(x =>
            (Act)new Act.Pull(x.Item1, x.Item2 > 4 ? null : x.Item2, x.Item3 == 0 ? null : x.Item4))));

    // Fails with a page's beginning at > (ties with the cursor are lost), with a keyset of the time alone, without the overlap, and with a
    // cursor that is moved by pages that were not committed.
    [Fact]
    public async Task No_row_within_the_overlap_is_skipped() =>
        await Acts.Array[5, 40].SampleAsync(async acts =>
        {
            await using var scene = await Scene.StartAsync(postgres);
            foreach (var act in acts)
            {
                switch (act)
                {
                    case Act.Commit commit:
                        await scene.CommitAsync(commit.Record, commit.Late, commit.Gone);
                        break;
                    case Act.Pass pass:
                        scene.Clock.Advance(TimeSpan.FromSeconds(pass.Seconds));
                        break;
                    case Act.Pull pull:
                        await scene.PullAsync(pull.PageSize, pull.DiesAfter, pull.Between is { } x ? () => scene.CommitAsync(x.Record, x.Late, x.Gone) : null);
                        break;
                }
            }

            await scene.PullAsync(3, null, null);
            // What was committed while the last read was under way is the next one's.
            await scene.PullAsync(3, null, null);
            Assert.Equal(await scene.ExpectedAsync(), await scene.StoredAsync());
        }, iter: 12, threads: 1);

    [Fact]
    public async Task A_commit_later_than_the_overlap_is_found_by_the_next_full_read_and_counted()
    {
        await using var scene = await Scene.StartAsync(postgres);
        await scene.CommitAsync(1, 0, gone: false);
        await scene.PullAsync(3, null, null);
        await scene.CommitAsync(2, Overlap + 1, gone: false);
        Assert.Equal(0, (await scene.Gateway.PullDoneAsync(FrontEnd.Area, Feed.Subject)).New);
        Assert.Equal(1, (await scene.Gateway.PullDoneAsync(FrontEnd.Area, Feed.Subject, full: true)).New);
    }

    // Fails when it is acknowledged before the run is in, or after one that died.
    [Fact]
    public async Task Only_what_is_committed_is_acknowledged()
    {
        await using var scene = await Scene.StartAsync(postgres);
        await scene.CommitAsync(1, 30, gone: false);
        await scene.PullAsync(1, 0, null);
        Assert.Empty(await scene.AcknowledgedAsync());
        await scene.PullAsync(1, null, null);
        Assert.Equal(["t_jgdx gateway-610503 2026-11-23 08:59:30 c000001"], await scene.AcknowledgedAsync());
        await scene.CommitAsync(2, 20, gone: false);
        await scene.CommitAsync(3, 10, gone: false);
        await scene.PullAsync(1, 1, null);
        Assert.Equal(["t_jgdx gateway-610503 2026-11-23 08:59:30 c000001"], await scene.AcknowledgedAsync());
        await scene.PullAsync(1, null, null);
        Assert.Equal(["t_jgdx gateway-610503 2026-11-23 08:59:50 c000003"], await scene.AcknowledgedAsync());
    }

    private sealed class Scene : IAsyncDisposable
    {
        private readonly FrontEnd _frontEnd;
        private readonly Switching _source;
        private readonly BreakingTable _table;
        private GatewayUnderTest? _gateway;
        private int _changes;

        private Scene(FrontEnd frontEnd)
        {
            _frontEnd = frontEnd;
            _source = new Switching(frontEnd);
            _table = new BreakingTable(_source, TimeSpan.FromSeconds(Overlap));
        }

        public FakeTimeProvider Clock { get; } = new(Beginning);

        public GatewayUnderTest Gateway => _gateway ?? throw new InvalidOperationException();

        public static async Task<Scene> StartAsync(PostgresFixture postgres)
        {
            var scene = new Scene(await FrontEnd.CreateAsync(postgres));
            scene._gateway = await GatewayUnderTest.StartAsync(
                postgres, new Uri("http://127.0.0.1:1/"), x => x["Gateway:Pull:PagesAhead"] = "1",
                x => x.AddSingleton<IAdapterDirectory>(scene._table).AddSingleton<TimeProvider>(scene.Clock));
            return scene;
        }

        public async Task CommitAsync(int record, int late, bool gone)
        {
            var at = ChinaTime.Of(Clock.GetUtcNow()).AddSeconds(-late);
            var id = $"c{++_changes:D6}";
            await _frontEnd.ChangeAsync(
                id, $"r{record}", at.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), gone ? "d" : "u");
        }

        public async Task PullAsync(int pageSize, int? diesAfter, Func<Task>? between)
        {
            _source.PageSize = pageSize;
            (_table.DiesAfter, _table.Between) = (diesAfter, between);
            await Gateway.PullAsync(FrontEnd.Area, Feed.Subject);
            (_table.DiesAfter, _table.Between) = (null, null);
        }

        public Task<string[]> AcknowledgedAsync() =>
            _frontEnd.ListAsync("select table_name || ' ' || consumer || ' ' || cd_time || ' ' || cd_id from t_exchange_state");

        /// <summary>The last change of each record that is not gone.</summary>
        public Task<string[]> ExpectedAsync() => _frontEnd.ListAsync(
            """
            select record_unique_identity || ' ' || cd_id from t_jgdx t where cd_operation <> 'd' and not exists (
                select 1 from t_jgdx n where n.record_unique_identity = t.record_unique_identity and (n.cd_time, n.cd_id) > (t.cd_time, t.cd_id))
            order by (record_unique_identity || ' ' || cd_id) collate "C"
            """);

        public async Task<string[]> StoredAsync() => (await Gateway.ScalarAsync<string>(
            "select coalesce(string_agg(identity || ' ' || change_id, E'\\n' order by identity || ' ' || change_id collate \"C\"), '') from subject"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

        public async ValueTask DisposeAsync()
        {
            await (_gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
            await _frontEnd.DisposeAsync();
        }
    }

    /// <summary>A new adapter at every read, as after a restart: nothing is remembered but what the pipeline stored.</summary>
    private sealed class Switching(FrontEnd frontEnd) : ISettlingSource
    {
        public int PageSize { get; set; } = 3;

        public string Profile => "exchange-table";

        public IReadOnlyCollection<Feed> Feeds => [Feed.Subject];

        public IAsyncEnumerable<SourcePage> ReadAsync(PullRequest request, CancellationToken cancellationToken) => New().ReadAsync(request, cancellationToken);

        public PageRows Parse(Feed feed, ReadOnlyMemory<byte> body) => New().Parse(feed, body);

        public Task SettleAsync(SettledRead read, CancellationToken cancellationToken) => New().SettleAsync(read, cancellationToken);

        private ISettlingSource New() =>
            frontEnd.Adapters(("PageSize", PageSize.ToString(System.Globalization.CultureInfo.InvariantCulture))).Source;
    }
}
