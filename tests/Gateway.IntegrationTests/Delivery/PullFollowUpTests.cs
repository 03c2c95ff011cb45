using Gateway.Adapters.Sinks;
using Gateway.Contracts;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Pull;
using Gateway.Pipeline.Results;
using Gateway.Pipeline.Runs;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.IntegrationTests.Delivery;

/// <summary>What a pull sets going: deliveries that waited for its catalogue, and the compilation.</summary>
public sealed class PullFollowUpTests(PostgresFixture postgres) : DeliveryBenchTests(postgres), IFeedNudge
{
    private static readonly RunCounters New = new() { Fetched = 1, New = 1, After = 1 };
    private readonly FakePeer _peer = new();
    private readonly List<string> _nudges = [];

    void IFeedNudge.FeedPulled(string area, Feed feed) => _nudges.Add($"{area}/{feed.Wire()}");

    [Theory, InlineData(Feed.Matter), InlineData(Feed.Subject)]
    public async Task What_waited_for_the_catalogue_goes_on_after_its_pull(Feed feed)
    {
        await ParkAsync();
        await FollowAsync(feed, new PullOutcome.Completed(1, New));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@exchange = accepted"], await Bench.StatesAsync());
    }

    [Fact]
    public async Task A_pull_that_failed_or_of_another_feed_moves_nothing()
    {
        await ParkAsync();
        await FollowAsync(Feed.Matter, new PullOutcome.Failed(1, "http_503", "平台暂时不可用"));
        await FollowAsync(Feed.Inspector, new PullOutcome.Completed(1, New));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["R1#1 i@exchange = parked waiting_catalogue"], await Bench.StatesAsync());
        Assert.Empty(_nudges);
    }

    [Fact]
    public async Task Only_changed_matters_have_the_checklist_compiled()
    {
        await FollowAsync(Feed.Subject, new PullOutcome.Completed(1, New));
        await FollowAsync(Feed.Matter, new PullOutcome.Completed(2, new RunCounters { Fetched = 9, Unchanged = 9, Before = 9, After = 9 }));
        Assert.Empty(_nudges);
        await FollowAsync(Feed.Matter, new PullOutcome.Held(3, new RunCounters { DeletedByRow = 1, Before = 1 }, "明显变少"));
        Assert.Equal([$"{ResultSamples.Area}/matter"], _nudges);
    }

    private async Task ParkAsync()
    {
        var sink = new FakeSharingSink("exchange", FakeTraits.Exchange, _peer) { OnMap = _ => new Mapping.WaitsForCatalogue("等待目录：没有实施清单编码") };
        Bench.Sinks.Add(sink);
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        sink.OnMap = null;
        Assert.Equal(["R1#1 i@exchange = parked waiting_catalogue"], await Bench.StatesAsync());
    }

    private Task FollowAsync(Feed feed, PullOutcome outcome)
    {
        var process = Bench.Process();
        var followUp = new PullFollowUp(
            process.GetRequiredService<QueueStore>(), process.GetRequiredService<IResultNudge>(), this, NullLogger<PullFollowUp>.Instance);
        return followUp.AfterAsync(ResultSamples.Area, feed, outcome, Cancelled);
    }
}
