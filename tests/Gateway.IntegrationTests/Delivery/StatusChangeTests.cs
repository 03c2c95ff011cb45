using Gateway.Adapters.Failures;
using Gateway.Pipeline.Messaging.StatusOut;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Delivery;

/// <summary>What the outbox holds: every change of a state once, in order, whoever made it.</summary>
public sealed class StatusChangeTests(PostgresFixture postgres) : DeliveryBenchTests(postgres)
{
    private const string Noted =
        "select c.doc_id || '#' || c.version || '@' || o.target || ' = ' || c.state || coalesce(' ' || c.code, '') "
        + "from gateway.status_outbox o cross join lateral unnest(o.changes) with ordinality as c (doc_id, version, state, code, message, at, place) "
        + "order by o.position, c.place";

    private readonly FakePeer _peer = new();

    protected override ValueTask PrepareAsync()
    {
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _peer));
        return ValueTask.CompletedTask;
    }

    // Fails when the triggers don't look at status_relay: an outbox that nobody empties would grow for ever.
    [Fact]
    public async Task Where_nobody_relays_nothing_is_noted()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        Assert.Empty(await Bench.ListAsync(Noted));
    }

    // Fails when the trigger on update is taken out, when it notes rows whose state stayed, or when a statement's changes lose their order.
    [Fact]
    public async Task A_record_that_fails_and_then_arrives_says_each_state_once_and_its_correction_comes_after()
    {
        await new StatusOutboxStore(Database.DataSource).WantAsync(Cancelled);
        _peer.OnPush = (_, _) => throw new TransientFailure("timeout", "没有应答", answerLost: true);
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        await Bench.StoreAsync(ResultSamples.Result("R1", 2)); // waits behind the first
        await Bench.StoreAsync(ResultSamples.Result("R1", 3)); // replaces the second
        _peer.OnPush = null;
        Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await Bench.DrainAsync(Cancelled);
        Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(
            [
                "R1#1@exchange = queued", "R1#1@exchange = sent", "R1#2@exchange = queued", "R1#2@exchange = not_routed superseded",
                "R1#3@exchange = queued", "R1#1@exchange = accepted", "R1#3@exchange = accepted",
            ],
            await Bench.ListAsync(Noted));
    }

    // Fails when the part of a row is not bounded (an outbox row would hold any number), or when parts don't follow each other in order.
    [Fact]
    public async Task A_statement_over_thousands_is_noted_in_parts_and_in_order()
    {
        await new StatusOutboxStore(Database.DataSource).WantAsync(Cancelled);
        await FillAsync(1_234);
        Assert.Equal(["500", "500", "234"], await Bench.ListAsync("select pending from gateway.status_outbox order by position"));
        var expected = Enumerable.Range(1, 1_234).Select(x => $"D{x}#1@exchange = queued").ToArray();
        Assert.Equal(expected, await Bench.ListAsync(Noted));
    }

    // Fails when the join of a transition's tables is a nested loop kept from a first statement of one row (enable_nestloop taken off the
    // function): 20,000 × 20,000 comparisons take minutes.
    [Fact]
    public async Task A_large_change_after_a_small_one_costs_no_square()
    {
        await new StatusOutboxStore(Database.DataSource).WantAsync(Cancelled);
        await FillAsync(20_000);
        await using var connection = await Database.DataSource.OpenConnectionAsync(Cancelled);
        foreach (var where in new[] { "doc_id = 'D1'", "doc_id = 'D2'", "doc_id = 'D3'", "doc_id = 'D4'", "doc_id = 'D5'", "doc_id = 'D6'", "true" })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"update gateway.delivery set state = 'sent' where {where}";
            command.CommandTimeout = 30;
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        Assert.Equal(["20000"], await Bench.ListAsync("select sum(cardinality(changes)) from gateway.status_outbox where changes[1].state = 'sent'"));
    }

    // Fails when any kind of statement is not covered: many at once, some of them, some with the state they had, in any order.
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Replayed_from_the_beginning_the_messages_end_at_what_the_tables_say(int seed)
    {
        await new StatusOutboxStore(Database.DataSource).WantAsync(Cancelled);
        await FillAsync(40);
        var dice = new Random(seed);
        string[] states = ["queued", "sent", "accepted", "published", "rejected", "withdrawn", "parked", "not_routed"];
        for (var i = 0; i < 60; i++)
        {
            await using var command = Database.DataSource.CreateCommand(
                dice.Next(4) == 0
                    ? "with a as (update gateway.delivery set state = $1 where delivery_id % 7 = $2), b as (update gateway.delivery set state = 'sent' where delivery_id % 7 = ($2 + 1) % 7) select 1"
                    : "update gateway.delivery set state = $1, reason_code = 'c' where delivery_id % 7 = $2");
            command.Parameters.AddWithValue(states[dice.Next(states.Length)]);
            command.Parameters.AddWithValue(dice.Next(7));
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        var replayed = new Dictionary<string, string>();
        foreach (var line in await Bench.ListAsync(Noted))
        {
            var (key, state) = (line.Split(" = ")[0], line.Split(" = ")[1].Split(' ')[0]);
            Assert.NotEqual(state, replayed.GetValueOrDefault(key)); // no message without a change
            replayed[key] = state;
        }

        Assert.Equal(
            (await Bench.ListAsync("select doc_id || '#' || version || '@' || target || ' = ' || state from gateway.delivery where kind = 'result'")).Order(StringComparer.Ordinal),
            replayed.Select(x => $"{x.Key} = {x.Value}").Order(StringComparer.Ordinal));
    }

    private async Task FillAsync(int deliveries)
    {
        await using var command = Database.DataSource.CreateCommand(
            "insert into gateway.delivery (target, area, kind, doc_id, version, operation, state, created_at) "
            + "select 'exchange', '610502', kind, 'D' || x, 1, 'i', 'queued', now() from generate_series(1, $1) x, (values ('result'), ('checklist')) k (kind) order by x");
        command.Parameters.AddWithValue(deliveries);
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
