using Gateway.Pipeline.Runs;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Gateway.IntegrationTests.Persistence;

/// <summary>R3 at the store: who lost a lease can't write any more, whatever it believes.</summary>
public sealed class LeaseTests(DatabasePerClass database) : IClassFixture<DatabasePerClass>
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly LeaseStore _store = new(database.DataSource);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_one_gets_it_and_the_token_rises_at_every_take_over()
    {
        var tokens = new List<long>();
        for (var round = 0; round < 3; round++)
        {
            var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _store.TryAcquireAsync("many", Long, Cancelled))));
            tokens.Add(Assert.Single(tries, x => x is not null)!.Token);
            await _store.ReleaseAsync(new Lease("many", tokens[^1]), Cancelled);
        }

        Assert.Equal([1, 2, 3], tokens);
    }

    [Fact]
    public async Task A_zombie_cannot_write_after_a_take_over()
    {
        var zombie = await AcquireAsync("zombie", TimeSpan.Zero);
        await StepAsync(zombie); // expired, but nobody has taken over: still good
        var next = await AcquireAsync("zombie", Long);
        Assert.Equal(zombie.Token + 1, next.Token);
        await Assert.ThrowsAsync<LeaseLost>(() => StepAsync(zombie));
        Assert.False(await _store.RenewAsync(zombie, Long, Cancelled));
        await _store.ReleaseAsync(zombie, Cancelled); // must not free what is another's
        await StepAsync(next);
        Assert.Null(await _store.TryAcquireAsync("zombie", Long, Cancelled));
    }

    [Fact]
    public async Task A_take_over_waits_for_the_step_that_runs()
    {
        var holder = await AcquireAsync("step", TimeSpan.FromMilliseconds(1));
        await using var connection = await database.DataSource.OpenConnectionAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        await LeaseStore.AssertHeldAsync(connection, transaction, holder, Cancelled);
        var taking = Task.Run(() => _store.TryAcquireAsync("step", Long, Cancelled), Cancelled);
        await Until.TrueAsync("the take-over waits", Limit, WaitingAsync, Cancelled);
        Assert.False(taking.IsCompleted);
        await transaction.CommitAsync(Cancelled);
        Assert.Equal(holder.Token + 1, (await taking)!.Token);
    }

    [Fact]
    public async Task A_renewal_does_not_wait_for_the_step_that_runs()
    {
        var holder = await AcquireAsync("renew", Long);
        await using var connection = await database.DataSource.OpenConnectionAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        await LeaseStore.AssertHeldAsync(connection, transaction, holder, Cancelled);
        Assert.True(await _store.RenewAsync(holder, Long, Cancelled).WaitAsync(TimeSpan.FromSeconds(20), Cancelled));
        Assert.Null(await _store.TryAcquireAsync("renew", Long, Cancelled).WaitAsync(TimeSpan.FromSeconds(20), Cancelled));
    }

    [Fact]
    public async Task A_process_stopped_amid_a_step_keeps_nobody_out()
    {
        var stopped = await AcquireAsync("stopped", TimeSpan.FromMilliseconds(1));
        await using var connection = await database.DataSource.OpenConnectionAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        await LeaseStore.AssertHeldAsync(connection, transaction, stopped, Cancelled);
        var taken = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => _store.TryAcquireAsync("stopped", Long, Cancelled)))).WaitAsync(Limit, Cancelled);
        Assert.Equal(stopped.Token + 1, Assert.Single(taken, x => x is not null)!.Token);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => transaction.CommitAsync(Cancelled));
    }

    [Fact]
    public async Task A_keeper_holds_on_beyond_the_duration_and_says_when_it_lost()
    {
        var duration = TimeSpan.FromSeconds(3);
        var lease = await AcquireAsync("kept", duration);
        await using var keeper = new LeaseKeeper(_store, lease, duration, TimeProvider.System, NullLogger.Instance);
        await Task.Delay(duration * 1.5, Cancelled);
        Assert.Null(await _store.TryAcquireAsync("kept", duration, Cancelled));

        await using (var take = database.DataSource.CreateCommand("update lease set token = token + 1 where name = 'kept'"))
        {
            await take.ExecuteNonQueryAsync(Cancelled);
        }

        await Until.TrueAsync("the keeper sees it", Limit, () => keeper.Lost.IsCancellationRequested, Cancelled);
    }

    private async Task<Lease> AcquireAsync(string name, TimeSpan duration) =>
        await _store.TryAcquireAsync(name, duration, Cancelled) ?? throw new InvalidOperationException($"{name} is held");

    private async Task StepAsync(Lease lease)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        await LeaseStore.AssertHeldAsync(connection, transaction, lease, Cancelled);
        await transaction.CommitAsync(Cancelled);
    }

    private async Task<bool> WaitingAsync(CancellationToken cancellationToken)
    {
        await using var command = database.DataSource.CreateCommand(
            "select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')");
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
