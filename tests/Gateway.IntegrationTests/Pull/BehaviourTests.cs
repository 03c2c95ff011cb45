using Gateway.Contracts;
using Gateway.IntegrationTests.Push;
using Gateway.Pipeline.Pull;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.Pull;

/// <summary>
/// The behaviour query through the whole gateway: day by day, table by table, cursor of the day, overlap of days.
/// Fails when the cursor moves on before a day's last table is in, when a day's end is not asked for again within the overlap, when an object is taken
/// for an empty answer, or when a full read ends what it no longer shows.
/// </summary>
public sealed class BehaviourTests(PullSandbox sandbox, PostgresFixture postgres) : IClassFixture<PullSandbox>
{
    private const string Area = "610526";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ForwardClock Clock { get; } = Noon();

    [Fact]
    public async Task Days_are_read_to_today_and_read_on_from_the_last_one()
    {
        await using var gateway = await StartAsync();
        var first = await gateway.PullDoneAsync(Area, Feed.Behaviour);
        Assert.True(first.New > 100, $"{first}");
        Assert.Equal(0, first.Quarantined);
        Assert.Equal(first.New, (await gateway.StatusAsync(Area, Feed.Behaviour)).Stored);
        Assert.Equal("1,2,3,4", await gateway.ScalarAsync<string>($"select string_agg(distinct table_no, ',' order by table_no) from behaviour where area = '{Area}'"));

        var again = await gateway.PullDoneAsync(Area, Feed.Behaviour);
        Assert.Equal((0L, 0L), (again.New, again.Changed));
        var pages = await gateway.ScalarAsync<int>("select pages from run order by run_id desc limit 1");
        Assert.Equal(4 * 4, pages); // today and the three days of the overlap, four tables each

        // Three days later three more days are read.
        Clock.ForwardTo(Clock.GetUtcNow().AddDays(3));
        await gateway.PullDoneAsync(Area, Feed.Behaviour);
        Assert.Equal(7 * 4, await gateway.ScalarAsync<int>("select pages from run order by run_id desc limit 1"));
    }

    [Fact]
    public async Task A_later_full_read_that_goes_back_less_ends_nothing_and_a_replay_changes_nothing()
    {
        await using var gateway = await StartAsync();
        await gateway.PullDoneAsync(Area, Feed.Behaviour);
        var before = await gateway.TableAsync(Area, Feed.Behaviour);
        Clock.ForwardTo(Clock.GetUtcNow().AddDays(20));
        var full = await gateway.PullDoneAsync(Area, Feed.Behaviour, full: true);
        Assert.Equal(0, full.DeletedByAbsence);
        Assert.Equal(full.Before + full.New, full.After);
        var stored = await gateway.TableAsync(Area, Feed.Behaviour);
        Assert.NotEqual(before, stored);
        Assert.IsType<PullOutcome.Completed>(await gateway.Get<ReplayJob>().RunAsync(Area, Feed.Behaviour, Cancelled));
        Assert.Equal(stored, await gateway.TableAsync(Area, Feed.Behaviour));
    }

    [Theory]
    [InlineData("code", "9001")]
    [InlineData("html", null)]
    [InlineData("truncated", null)]
    public async Task What_is_no_array_is_no_success_and_the_day_is_read_again(string kind, string? code)
    {
        await using var gateway = await StartAsync();
        await sandbox.FaultAsync(new { kind, code, sid = "s_610000_behaviour", query = "table_id=3", skip = 4 });
        Assert.IsType<PullOutcome.Failed>(await gateway.PullAsync(Area, Feed.Behaviour));
        Assert.True(await sandbox.ClearFaultsAsync() > 0);
        var counters = await gateway.PullDoneAsync(Area, Feed.Behaviour);
        await using var other = await StartAsync();
        await other.PullDoneAsync(Area, Feed.Behaviour);
        Assert.Equal(await other.TableAsync(Area, Feed.Behaviour), await gateway.TableAsync(Area, Feed.Behaviour));
        Assert.Equal(counters.After, (await gateway.StatusAsync(Area, Feed.Behaviour)).Stored);
    }

    [Fact]
    public async Task Who_was_inspected_and_who_inspected_lies_in_no_table_in_clear()
    {
        await using var gateway = await StartAsync();
        await gateway.PullDoneAsync(Area, Feed.Behaviour);
        var clear = await gateway.ScalarAsync<string>($"select string_agg(t::text, ' ') from behaviour t where area = '{Area}'");
        Assert.DoesNotContain("王建国", clear, StringComparison.Ordinal);
        Assert.DoesNotContain("张伟", clear, StringComparison.Ordinal);
        Assert.True(await gateway.ScalarAsync<long>($"select count(*) from behaviour where area = '{Area}' and personnel_sealed is not null") > 0);
    }

    /// <summary>Tomorrow's noon in China: no test counts days over a midnight.</summary>
    private static ForwardClock Noon()
    {
        var clock = new ForwardClock();
        clock.ForwardTo(new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date.AddDays(1).AddHours(4), TimeSpan.Zero));
        return clock;
    }

    private Task<GatewayUnderTest> StartAsync() => GatewayUnderTest.StartAsync(
        postgres, sandbox.Address,
        values =>
        {
            var feed = $"Gateway:Counties:{Area}:Feeds:Behaviour:";
            values[feed + "Profile"] = "exchange-rest";
            values[feed + "Cron"] = "0 7 * * *";
            values[feed + "FullCron"] = "0 2 1 * *";
            values[feed + "Overlap"] = "3d";
            values["Gateway:Profiles:ExchangeRest:Behaviour:FullDays"] = "10";
        },
        services => services.AddSingleton<TimeProvider>(Clock));
}
