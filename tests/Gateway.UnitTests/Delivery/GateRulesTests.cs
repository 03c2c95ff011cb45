using CsCheck;
using Gateway.Pipeline.Delivery.Gates;
using Xunit;

namespace Gateway.UnitTests.Delivery;

/// <summary>The gate's decisions: what goes through, what opens it, and how it comes back.</summary>
public sealed class GateRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 4, 1, 0, 0, TimeSpan.Zero);
    private static readonly GateNews Fails = new GateNews.Failed(1, "http_503", "对方暂时不可用");
    private static readonly GateNews Answers = new GateNews.Answered();
    private readonly GateOptions _options = new();

    private GateRules Rules => new(_options);

    private static Gate New(string lane = "") => new() { Platform = "p", Lane = lane, Since = Start };

    // Fails when GateRules.RoomOf gives a closed gate more room than its failures leave, or when a failure is not counted.
    [Fact]
    public void A_platform_that_fails_gets_exactly_the_planned_attempts_however_many_senders_there_are() =>
        Gen.Select(Gen.Int[1, 64], Gen.Int[1, 16], Gen.Int[0, int.MaxValue]).Sample((senders, threshold, seed) =>
        {
            var rules = new GateRules(new GateOptions { FailureThreshold = threshold });
            var (dice, gate, attempts) = (new Random(seed), New(), 0);
            var flying = new Dictionary<int, long>();
            for (var step = 0; step < 2_000; step++)
            {
                var sender = dice.Next(senders);
                if (flying.Remove(sender, out var batch))
                {
                    gate = rules.Leave(gate, batch, Fails, Start);
                }
                else if (rules.Enter(gate, step, Start) is GateAnswer.Pass pass)
                {
                    (gate, flying[sender]) = (pass.After, step);
                    attempts++;
                }
            }

            Assert.Equal(threshold, attempts);
            Assert.Equal(GateState.Open, gate.State);
        });

    // Fails when an open gate lets a second batch through beside the probe, or does not wait longer after a probe that failed.
    [Theory, InlineData(1), InlineData(2), InlineData(4), InlineData(8)]
    public void Probes_come_one_at_a_time_on_their_own_plan_however_many_senders_there_are(int senders)
    {
        var (gate, at, probes) = (Opened(), Start, new List<double>());
        for (; at < Start.AddHours(1); at += TimeSpan.FromSeconds(1))
        {
            var passed = Enumerable.Range(1, senders).Select(x => (Batch: (long)x, Answer: Rules.Enter(gate, x, at))).ToList();
            foreach (var (batch, answer) in passed)
            {
                if (Rules.Enter(gate, batch, at) is GateAnswer.Pass pass)
                {
                    gate = pass.After;
                    probes.Add((at - Start).TotalSeconds);
                }
            }

            gate = gate.Flights.Aggregate(gate, (x, batch) => Rules.Leave(x, batch, Fails, at));
        }

        Assert.Equal([5, 20, 50, 110, 230, 530, 830], probes.Take(7));
        Assert.Equal(7 + 9, probes.Count);
    }

    [Fact]
    public void Comes_back_with_one_two_four_and_then_all()
    {
        var (gate, rounds, next) = (Opened(), new List<int>(), 100L);
        while (gate.State != GateState.Closed)
        {
            while (Rules.Enter(gate, next, Start.AddSeconds(10)) is GateAnswer.Pass pass)
            {
                (gate, next) = (pass.After, next + 1);
            }

            rounds.Add(gate.Flights.Count);
            gate = gate.Flights.Aggregate(gate, (x, batch) => Rules.Leave(x, batch, Answers, Start.AddSeconds(10)));
        }

        Assert.Equal([1, 2, 4], rounds);
        Assert.Equal((0, 0), (gate.Failures, gate.Probes));
    }

    [Fact]
    public void One_failure_on_the_way_back_opens_it_again_and_its_probes_go_on_from_where_they_were()
    {
        var gate = Probed(Probed(Opened(), Fails, 5), Answers, 20);
        Assert.Equal(GateState.Ramping, gate.State);
        gate = Rules.Leave(gate, 7, Fails, Start.AddSeconds(21));
        Assert.Equal((GateState.Open, Start.AddSeconds(36)), (gate.State, gate.ResumesAt));
    }

    [Fact]
    public void An_answer_ends_a_row_of_failures()
    {
        var gate = Enumerable.Range(1, 7).Aggregate(New(), (x, batch) => Rules.Leave(x, batch, Fails, Start));
        gate = Rules.Leave(gate, 8, Answers, Start);
        gate = Enumerable.Range(1, 7).Aggregate(gate, (x, batch) => Rules.Leave(x, batch, Fails, Start));
        Assert.Equal((GateState.Closed, 7), (gate.State, gate.Failures));
    }

    [Fact]
    public void What_no_repetition_mends_opens_a_lane_after_two_in_a_row()
    {
        var refused = new GateNews.Failed(Rules.PermanentWeight, "peer_1004", "签名错误");
        var lane = Rules.Leave(New("t 610502"), 1, refused, Start);
        Assert.Equal(GateState.Closed, lane.State);
        lane = Rules.Leave(lane, 2, refused, Start);
        Assert.Equal((GateState.Open, Start.AddSeconds(30)), (lane.State, lane.ResumesAt));
    }

    // Fails when Retry-After is taken for the batch alone, or without a bound.
    [Theory, InlineData(120, 120), InlineData(86_400, 3_600)]
    public void Is_shut_for_as_long_as_the_platform_asks_up_to_a_bound(int asked, int seconds)
    {
        var gate = Rules.Leave(New(), 1, new GateNews.Failed(1, "http_429", "对方限流", TimeSpan.FromSeconds(asked)), Start);
        Assert.Equal(GateState.Closed, gate.State);
        Assert.Equal(new GateAnswer.Shut(Start.AddSeconds(seconds)), Rules.Enter(gate, 2, Start));
        Assert.IsType<GateAnswer.Pass>(Rules.Enter(gate, 2, Start.AddSeconds(seconds)));
    }

    [Fact]
    public void A_probe_that_told_nothing_is_followed_by_another_after_the_same_wait()
    {
        var gate = Probed(Opened(), new GateNews.Nothing(), 5);
        Assert.Equal((GateState.Open, 0, Start.AddSeconds(10)), (gate.State, gate.Probes, gate.ResumesAt));
    }

    // Fails when a batch stands in its own way: a probe whose holder died would be taken over, refused and taken over again.
    [Fact]
    public void A_probe_that_is_taken_over_goes_through_under_the_same_gate()
    {
        var gate = ((GateAnswer.Pass)Rules.Enter(Opened(), 50, Start.AddSeconds(5))).After;
        Assert.IsType<GateAnswer.Shut>(Rules.Enter(gate, 51, Start.AddSeconds(6)));
        Assert.Equal([50], ((GateAnswer.Pass)Rules.Enter(gate, 50, Start.AddSeconds(6))).After.Flights);
    }

    private Gate Opened() => Enumerable.Range(1, _options.FailureThreshold).Aggregate(New(), (x, batch) => Rules.Leave(x, batch, Fails, Start));

    private Gate Probed(Gate gate, GateNews news, int second) =>
        Rules.Leave(((GateAnswer.Pass)Rules.Enter(gate, 50, Start.AddSeconds(second))).After, 50, news, Start.AddSeconds(second));
}
