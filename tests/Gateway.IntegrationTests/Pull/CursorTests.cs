using CsCheck;
using Gateway.Adapters.Configuration;
using Gateway.Contracts;
using Gateway.Pipeline.Runs;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Pull;

/// <summary>R7: the cursor skips no row, whatever ties, late commits within the overlap and broken reads there are.</summary>
public sealed class CursorTests(PostgresFixture postgres)
{
    private const int Overlap = 60;

    private static readonly DateTimeOffset Beginning = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    /// <summary>Commit a record so many seconds late, let time pass, or pull (breaking off after a page, or not).</summary>
    private abstract record Act
    {
        public sealed record Commit(int Record, int Late) : Act;

        public sealed record Pass(int Seconds) : Act;

        public sealed record Pull(int PageSize, int? BreaksAfter) : Act;
    }

    private static readonly Gen<Act> Acts = Gen.Frequency(
        (6, Gen.Select(Gen.Int[0, 25], Gen.Int[0, Overlap]).Select(x => (Act)new Act.Commit(x.Item1, x.Item2))),
        (3, Gen.Int[0, 90].Select(x => (Act)new Act.Pass(x))),
        (3, Gen.Select(Gen.Int[1, 6], Gen.OneOf(Gen.Const((int?)null), Gen.Int[0, 4].Select(x => (int?)x))).Select(x => (Act)new Act.Pull(x.Item1, x.Item2))));

    // Fails with an overlap of zero, with a cursor moved past what was merged, and with a strict > at the window's beginning.
    [Fact]
    public async Task No_row_is_skipped() =>
        await Acts.Array[5, 40].SampleAsync(async acts =>
        {
            var clock = new FakeTimeProvider(Beginning);
            var platform = new ImaginedPlatform("610503", TimeSpan.FromSeconds(Overlap));
            await using var gateway = await StartAsync(platform, clock);
            foreach (var act in acts)
            {
                switch (act)
                {
                    case Act.Commit commit:
                        platform.Commit(commit.Record, ChinaTime.Of(clock.GetUtcNow()).AddSeconds(-commit.Late));
                        break;
                    case Act.Pass pass:
                        clock.Advance(TimeSpan.FromSeconds(pass.Seconds));
                        break;
                    case Act.Pull pull:
                        (platform.PageSize, platform.BreaksAfter) = (pull.PageSize, pull.BreaksAfter);
                        await gateway.PullAsync("610503", Feed.CreditGrade);
                        break;
                }
            }

            platform.BreaksAfter = null;
            await gateway.PullDoneAsync("610503", Feed.CreditGrade);
            Assert.Equal(string.Join('\n', platform.Expected), await StoredAsync(gateway));
        }, iter: 10, threads: 1);

    [Fact]
    public async Task A_commit_later_than_the_overlap_waits_for_the_next_full_read()
    {
        var clock = new FakeTimeProvider(Beginning);
        var platform = new ImaginedPlatform("610503", TimeSpan.FromSeconds(Overlap));
        await using var gateway = await StartAsync(platform, clock);
        platform.Commit(1, ChinaTime.Of(clock.GetUtcNow()));
        await gateway.PullDoneAsync("610503", Feed.CreditGrade);
        platform.Commit(2, ChinaTime.Of(clock.GetUtcNow()).AddSeconds(-Overlap - 1));
        Assert.Equal(0, (await gateway.PullDoneAsync("610503", Feed.CreditGrade)).New);
        Assert.Equal(1, (await gateway.PullDoneAsync("610503", Feed.CreditGrade, full: true)).New);
    }

    [Fact]
    public async Task A_feed_that_was_empty_is_read_when_it_fills()
    {
        var clock = new FakeTimeProvider(Beginning);
        var platform = new ImaginedPlatform("610503", TimeSpan.FromSeconds(Overlap));
        await using var gateway = await StartAsync(platform, clock);
        await gateway.PullDoneAsync("610503", Feed.CreditGrade);
        await gateway.PullDoneAsync("610503", Feed.CreditGrade);
        platform.Commit(1, ChinaTime.Of(clock.GetUtcNow()).AddDays(-1));
        Assert.Equal(1, (await gateway.PullDoneAsync("610503", Feed.CreditGrade)).New);
    }

    [Fact]
    public async Task What_was_landed_is_what_was_served_and_nobody_reads_it_in_the_database()
    {
        var clock = new FakeTimeProvider(Beginning);
        var platform = new ImaginedPlatform("610503", TimeSpan.FromSeconds(Overlap));
        await using var gateway = await StartAsync(platform, clock);
        for (var record = 0; record < 10; record++)
        {
            platform.Commit(record, ChinaTime.Of(clock.GetUtcNow()));
        }

        await gateway.PullDoneAsync("610503", Feed.CreditGrade);
        await using var command = gateway.Database.CreateCommand("select sha256, length, body from landed_page order by page");
        await using var pages = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        foreach (var served in platform.Served)
        {
            Assert.True(await pages.ReadAsync(TestContext.Current.CancellationToken));
            var body = (byte[])pages[2];
            Assert.Equal(System.Security.Cryptography.SHA256.HashData(served), (byte[])pages[0]);
            Assert.Equal(served, Gateway.Pipeline.Protection.LandedBody.Open(body, pages.GetInt32(1), gateway.Get<Gateway.Pipeline.Protection.FieldCipher>()));
            Assert.Equal(-1, body.AsSpan().IndexOf("91350100M000100Y43"u8));
        }

        Assert.False(await pages.ReadAsync(TestContext.Current.CancellationToken));
    }

    private Task<GatewayUnderTest> StartAsync(ImaginedPlatform platform, FakeTimeProvider clock) => GatewayUnderTest.StartAsync(
        postgres, new Uri("http://127.0.0.1:1/"), x => x["Gateway:Pull:PagesAhead"] = "1",
        x => x.AddSingleton<IAdapterDirectory>(platform).AddSingleton<TimeProvider>(clock));

    private static Task<string> StoredAsync(GatewayUnderTest gateway) => gateway.ScalarAsync<string>(
        "select coalesce(string_agg(identity || ' ' || change_id, E'\\n' order by identity || ' ' || change_id collate \"C\"), '') from credit_grade");
}
