using Xunit;

namespace Gateway.Testing;

/// <summary>Base of tests that store and deliver: a bench on a database of its own for each test.</summary>
public abstract class DeliveryBenchTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase? _database;
    private DeliveryBench? _bench;

    private protected TestDatabase Database => _database ?? throw new InvalidOperationException();

    private protected DeliveryBench Bench => _bench ?? throw new InvalidOperationException();

    private protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync(Cancelled);
        _bench = new DeliveryBench(_database.DataSource) { ConnectionString = _database.ConnectionString };
        await PrepareAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        _bench?.Dispose();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>What every test of the class begins with.</summary>
    protected virtual ValueTask PrepareAsync() => ValueTask.CompletedTask;
}
