using System.Text;
using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Persistence;
using Gateway.Pipeline.Protection;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Persistence;

public sealed class SharedSecretTests(DatabasePerClass database) : IClassFixture<DatabasePerClass>
{
    private static readonly DateTimeOffset Issued = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly SharedSecretStore _store = new(database.DataSource, new FieldCipher([[.. Enumerable.Repeat((byte)3, 32)]]));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_that_find_it_stale_ask_the_platform_once()
    {
        var asked = 0;
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _store.RenewAsync("peer", 0, RenewAsync, Cancelled))));
        Assert.Equal(1, asked);
        Assert.All(all, x => Assert.Equal(("canary-1", 1L), (x.Issued.Value, x.Version)));
        Assert.Equal(2, (await _store.RenewAsync("peer", 1, RenewAsync, Cancelled)).Version);
        Assert.Equal(new IssuedSecret("canary-2", Issued, Issued.AddHours(24)), (await _store.GetAsync("peer", Cancelled))!.Issued);

        async Task<IssuedSecret> RenewAsync(CancellationToken cancellationToken)
        {
            var number = Interlocked.Increment(ref asked);
            await Task.Delay(50, cancellationToken);
            return new IssuedSecret($"canary-{number}", Issued, Issued.AddHours(24));
        }
    }

    [Fact]
    public async Task A_failed_renewal_stores_nothing_and_the_value_is_never_in_clear()
    {
        await Assert.ThrowsAsync<TimeoutException>(
            () => _store.RenewAsync("failing", 0, _ => Task.FromException<IssuedSecret>(new TimeoutException()), Cancelled));
        Assert.Null(await _store.GetAsync("failing", Cancelled));

        await _store.RenewAsync("clear", 0, _ => Task.FromResult(new IssuedSecret("canary-clear", Issued, Issued)), Cancelled);
        await using var command = database.DataSource.CreateCommand("select value_sealed from shared_secret where name = 'clear'");
        var stored = (byte[])(await command.ExecuteScalarAsync(Cancelled))!;
        Assert.DoesNotContain("canary", Encoding.Latin1.GetString(stored), StringComparison.Ordinal);
    }
}
