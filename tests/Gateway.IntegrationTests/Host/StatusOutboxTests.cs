using System.Net;
using System.Text;
using System.Text.Json;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using RabbitMQ.Client;
using Xunit;

namespace Gateway.IntegrationTests.Host;

/// <summary>Status on the broker, as a county's system reads it with a client of its own. No platform answers: the test moves the states.</summary>
public sealed class StatusOutboxTests(BusServer server) : IClassFixture<BusServer>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when the routing key, a member's name or the content type changes; when a change is not sent, or sent twice.
    [Fact]
    public async Task Every_change_is_one_message_of_plain_json_under_its_area_and_state()
    {
        await using var listener = await StatusListener.BindAsync(server.Broker, "610502.*");
        await HandInAsync("S-one");
        await Until.TrueAsync("every platform was tried once", Limit, async _ => await CountAsync(
            "delivery d where doc_id = 'S-one' and state = 'queued' and not exists (select from gateway.delivery_batch b where d.delivery_id = any(b.members) and b.attempts > 0)") == 0, Cancelled);
        await ExecuteAsync("update gateway.delivery set state = 'published', ended_at = now() where doc_id = 'S-one' and target = 'publicity'");
        await listener.UntilAsync(x => x.Id == "S-one" && x.State == "published");
        var own = listener.Of("S-one").Where(x => x.Target == "publicity").ToList();
        Assert.Equal(["610502.queued", "610502.published"], own.Select(x => x.RoutingKey));
        Assert.All(own, x => Assert.Equal(("application/json", DeliveryModes.Persistent), (x.ContentType, x.Mode)));
        Assert.Equal(
            ["id", "version", "area", "target", "state", "code", "message", "at"], JsonDocument.Parse(own[0].Body).RootElement.EnumerateObject().Select(x => x.Name));
        Assert.Contains("+08:00\"", own[0].Body, StringComparison.Ordinal);
    }

    // Fails when a platform's words go out as they came: StatusWriter without PersonalMask or without PeerWords.
    [Fact]
    public async Task Words_about_natural_persons_go_out_masked()
    {
        await using var listener = await StatusListener.BindAsync(server.Broker, "610502.rejected");
        await HandInAsync("S-masked");
        await ExecuteAsync(
            $"update gateway.delivery set state = 'rejected', reason_code = '2002', reason = '执法人员张样例、身份证{ResultSamples.Citizen}不符' where doc_id = 'S-masked'");
        await listener.UntilAsync(x => x.Id == "S-masked");
        var body = listener.Of("S-masked")[0].Body;
        Assert.Contains("执法人员张**", body, StringComparison.Ordinal);
        Assert.DoesNotContain("张样例", body, StringComparison.Ordinal);
        Assert.DoesNotContain(ResultSamples.Citizen, body, StringComparison.Ordinal);
    }

    // Fails when order is by anything but the outbox's position, or when message-ids don't rise with it.
    [Fact]
    public async Task Changes_of_one_result_come_in_order_with_rising_ids_whatever_else_goes_on()
    {
        await using var listener = await StatusListener.BindAsync(server.Broker, "#");
        string[] ids = [.. Enumerable.Range(0, 20).Select(x => $"S-order-{x}")];
        await Task.WhenAll(ids.Select(PlaceAsync));
        string[] states = ["sent", "accepted", "parked", "rejected", "queued", "withdrawn"];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async part =>
        {
            foreach (var state in states)
            {
                await ExecuteAsync($"update gateway.delivery set state = '{state}' where doc_id like 'S-order-%' and substr(doc_id, 9)::int % 4 = {part}");
            }
        }));
        await listener.UntilAsync(_ => ids.All(id => listener.Of(id).Count(x => x.State == "withdrawn") == Targets));
        foreach (var one in ids.SelectMany(listener.Of).GroupBy(x => (x.Id, x.Target)))
        {
            Assert.Equal(states, one.Select(x => x.State).SkipWhile(x => x is "queued" or "not_routed"));
            Assert.Equal(one.Select(x => x.Number).Order(), one.Select(x => x.Number));
        }
    }

    // Fails when a row leaves the outbox before its confirm, or when it never leaves.
    [Fact]
    public async Task What_is_confirmed_leaves_the_outbox_and_is_counted()
    {
        await HandInAsync("S-gone");
        await Until.TrueAsync("the outbox is empty", Limit, async _ => await CountAsync("status_outbox") == 0, Cancelled);
        var metrics = await server.Client.GetStringAsync("/metrics", Cancelled);
        Assert.Contains("gateway_outbox_sent_total", metrics, StringComparison.Ordinal);
        Assert.Contains("gateway_outbox_pending", metrics, StringComparison.Ordinal);
        Assert.Contains("\"outbox\":{\"pending\":0,\"since\":null}", await server.RunAsync("status", "--json"), StringComparison.Ordinal);
    }

    // Fails when a second process relays beside the first (no lease), or when nobody takes over from one that died.
    [Fact]
    public async Task Another_process_goes_on_where_one_was_killed()
    {
        await using var listener = await StatusListener.BindAsync(server.Broker, "610502.accepted");
        var (other, address) = await server.StartAnotherAsync();
        await using var _ = other;
        await PlaceAsync("S-killed");
        await ExecuteAsync("update gateway.lease set until = '-infinity', token = token + 1 where name = 'status-relay'"); // whoever has it loses it: either may be next
        for (var i = 0; i < 200; i++)
        {
            await ExecuteAsync($"update gateway.delivery set state = case when state = 'accepted' then 'sent' else 'accepted' end, reason_code = '{i}' where doc_id = 'S-killed'");
            if (i == 100)
            {
                await other.KillAsync();
            }
        }

        await listener.UntilAsync(_ => listener.Of("S-killed").Select(x => x.Number).Distinct().Count() == 100 * Targets);
        foreach (var target in listener.Of("S-killed").GroupBy(x => x.Target))
        {
            var first = target.DistinctBy(x => x.Number).ToList();
            Assert.Equal(first.Select(x => x.Number).Order(), first.Select(x => x.Number));
        }
    }

    private const int Targets = 4;

    private async Task HandInAsync(string id)
    {
        using var answer = await server.SendAsync(HttpMethod.Post, "/api/v1/results", Encoding.UTF8.GetString(CanonicalResult.Bytes(ResultSamples.Result(id))));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    /// <summary>Deliveries to targets that nobody serves: only the test moves them.</summary>
    private Task PlaceAsync(string id) => ExecuteAsync(
        "insert into gateway.delivery (target, area, kind, doc_id, version, operation, state, created_at) "
        + $"select 'T' || x, '610502', 'result', '{id}', 1, 'i', 'queued', now() from generate_series(1, {Targets}) x");

    private async Task ExecuteAsync(string sql)
    {
        await using var command = server.Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    private async Task<long> CountAsync(string table)
    {
        await using var command = server.Database.DataSource.CreateCommand($"select count(*) from gateway.{table}");
        return (long)(await command.ExecuteScalarAsync(Cancelled))!;
    }
}
