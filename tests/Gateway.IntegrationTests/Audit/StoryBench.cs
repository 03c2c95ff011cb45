using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Disclosure;
using Gateway.Pipeline.Story;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace Gateway.IntegrationTests.Audit;

/// <summary>A gateway before two fake platforms, one of which judges later; its results' stories, and a superuser who changes what lies under them.</summary>
public abstract class StoryBench(PostgresFixture postgres) : IAsyncLifetime
{
    private const int EntriesPerSeal = 3;

    private static readonly AuditKeys _keys = new([new byte[32]]);

    private TestDatabase? _database;
    private DeliveryBench? _bench;

    private protected FakePeer Exchange { get; } = new();

    private protected FakePeer Publicity { get; } = new();

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private protected DeliveryBench Bench => _bench ?? throw new InvalidOperationException();

    private NpgsqlDataSource Database => _database?.DataSource ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync(Cancelled);
        _bench = new DeliveryBench(_database.DataSource);
        _bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, Exchange));
        _bench.Sinks.Add(new FakePublicitySink("publicity", FakeTraits.Publicity, Publicity));
        Publicity.OnPush = (batch, _) => Task.FromResult<PushOutcome>(Received(batch));

        PushOutcome Received(PushBatch batch)
        {
            Publicity.Take(batch);
            return new PushOutcome.Received();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _bench?.Dispose();
        GC.SuppressFinalize(this);
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    /// <summary>A first version that one platform takes at the second try and the other publishes later; then an exemption.</summary>
    protected async Task LiveAsync()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"), ResultSamples.Result("R2"));
        Bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Exchange.OnPush = (_, _) => throw new TransientFailure("http_503", "平台暂时不可用，联系 13812345678");
        await Bench.DrainAsync(Cancelled);
        Exchange.OnPush = null;
        await SettleAsync();
        Bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await Bench.StoreAsync(ResultSamples.Exempt("R1", 2));
        Publicity.OnReceipt = (batch, _) => Task.FromResult(FakePeer.Verdicts(batch, VerdictKind.Withdrawn));
        await SettleAsync();
    }

    protected async Task WithdrawAsync(string id) => Assert.IsType<WithdrawalOutcome.Taken>(
        await Bench.Process().GetRequiredService<WithdrawalIntake>().StoreAsync(
            ResultSamples.Area, id, new WithdrawalRequest("录入错误", "渭临更〔2026〕3号"), Cancelled));

    protected async Task SettleAsync()
    {
        for (var round = 0; round < 20; round++)
        {
            Bench.Clock.Advance(TimeSpan.FromSeconds(1));
            if ((await Bench.DrainAsync(Cancelled)).NextDue is not { } due)
            {
                return;
            }

            Bench.Clock.Advance(TimeSpan.FromTicks(Math.Max(0, (due - Bench.Clock.GetUtcNow()).Ticks)));
        }

        Assert.Fail("still not settled: " + string.Join("; ", await Bench.StatesAsync()));
    }

    /// <summary>Until all is sealed: only what lies below the oldest transaction of the whole server is, and other tests have theirs.</summary>
    private protected async Task SealAsync(AuditKeys? keys = null)
    {
        var options = Options.Create(new AuditOptions { EntriesPerSeal = EntriesPerSeal });
        var sealer = new AuditSealer(Database, keys ?? _keys, options, Bench.Clock, NullLogger<AuditSealer>.Instance);
        await Until.TrueAsync(
            "all entries are sealed", TimeSpan.FromSeconds(60),
            async token =>
            {
                await sealer.SealAsync(token);
                return await Bench.ListAsync("select (select count(*) from gateway.audit_entry) = (select sum(entries) from gateway.audit_seal)") is ["True"];
            },
            Cancelled);
    }

    /// <summary>Anything that happens later, signed by a key of its own.</summary>
    private protected async Task AppendAsync(AuditKeys keys)
    {
        await using var connection = await Database.OpenConnectionAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        await new AuditLog(Bench.Clock, keys).AppendAsync(connection, transaction, [AuditBench.Event(1)], Cancelled);
        await transaction.CommitAsync(Cancelled);
    }

    protected async Task<int> TamperAsync(string sql)
    {
        await using var connection = await Database.OpenConnectionAsync(Cancelled);
        await using var off = new NpgsqlCommand("set session_replication_role = replica", connection);
        await off.ExecuteNonQueryAsync(Cancelled);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(Cancelled);
    }

    private protected ResultStoryReader Reader(AuditKeys? keys = null) => new(
        Database, keys ?? _keys, new AuditVerifier(Database, keys ?? _keys, Options.Create(new AuditOptions()), Bench.Clock));

    private protected async Task<ResultStory> ReadAsync(string id, AuditKeys? keys = null) =>
        await Reader(keys).ReadAsync(ResultSamples.Area, id, Cancelled) ?? throw new InvalidOperationException(id);

    protected static void AssertIntact(ResultStory story) =>
        Assert.True(story.Intact, story.Verification + string.Join('\n', story.Events.SelectMany(x => x.Problems.Select(y => $"{x}: {y}"))));
}
