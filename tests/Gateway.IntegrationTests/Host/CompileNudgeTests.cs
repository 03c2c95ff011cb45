using Gateway.IntegrationTests.Pull;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Host;

/// <summary>A server that listens to the broker and pulls from the sandbox.</summary>
public sealed class PullingBusServer(PostgresFixture postgres, RabbitFixture rabbit) : BusServer(postgres, rabbit)
{
    public PullSandbox Sandbox { get; } = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    protected override async ValueTask ConfigureAsync(IDictionary<string, string?> environment)
    {
        await base.ConfigureAsync(environment);
        await Sandbox.InitializeAsync();
        environment["Gateway__Profiles__ExchangeRest__BaseAddress"] = $"{Sandbox.Address}p1";
        environment["Gateway__Profiles__ExchangeRest__Rid"] = "sandbox-requester-610500";
    }
}

/// <summary>
/// A pull that changed matters has the checklist compiled at once, by one of several servers. Fails when <c>PullFollowUp</c> sends no
/// nudge, or when every server gets a queue of its own instead of sharing <c>gateway.compile</c>.
/// </summary>
public sealed class CompileNudgeTests(PullingBusServer server) : IClassFixture<PullingBusServer>
{
    private const string Area = "610582";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changed_matters_are_compiled_at_once_and_once_by_one_of_two_servers()
    {
        var (other, address) = await server.StartAnotherAsync();
        await using var stopped = other;
        foreach (var one in new[] { server.Client.BaseAddress!, address })
        {
            await Until.TrueAsync("the bus is there", Limit, async token =>
                (await server.Client.GetStringAsync(new Uri(one, "health/ready"), token)).Contains("RabbitMQ 正常", StringComparison.Ordinal), Cancelled);
        }

        for (var pull = 1; pull <= 3; pull++)
        {
            await PullAsync(pull);
            var expected = pull;
            await Until.TrueAsync($"compilation {pull}", Limit, async _ => await CountAsync("checklist") == expected, Cancelled);
            await server.Sandbox.ChangeAsync(new { area = Area, feed = "matter", changed = 20, deleted = 20 });
        }

        Assert.Equal(3, Compilations(server.Log) + Compilations(other.Log));
        Assert.Equal(0, await CountAsync("hangfire.job where invocationdata::text like '%CompileChecklistJob%'"));
    }

    // On the scheduler, as an operator's click does it: whichever server is free takes it.
    private async Task PullAsync(int number)
    {
        using var login = await server.Client.PostAsync(
            "/login", new FormUrlEncodedContent([new("user", GatewayServer.User), new("password", GatewayServer.Password), new("next", "/")]), Cancelled);
        var cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        await Until.TrueAsync("the job is known", Limit, async _ => await CountAsync($"hangfire.hash where key = 'recurring-job:pull-full:{Area}:matter'") > 0, Cancelled);
        using var trigger = new HttpRequestMessage(HttpMethod.Post, "/hangfire/recurring/trigger") { Content = new FormUrlEncodedContent([new("jobs[]", $"pull-full:{Area}:matter")]) };
        trigger.Headers.Add("Cookie", cookie);
        using var triggered = await server.Client.SendAsync(trigger, Cancelled);
        Assert.True(triggered.IsSuccessStatusCode, $"{triggered.StatusCode}");
        await Until.TrueAsync($"pull {number}", Limit, async _ => await CountAsync($"run where area = '{Area}' and outcome = 'completed'") == number, Cancelled);
    }

    private static int Compilations(string log) => log.Split('\n').Count(x =>
        x.Contains("checklist compiled", StringComparison.Ordinal) || x.Contains("checklist unchanged", StringComparison.Ordinal));

    private async Task<long> CountAsync(string what)
    {
        await using var count = server.Database.DataSource.CreateCommand($"select count(*) from {what}");
        return (long)(await count.ExecuteScalarAsync(Cancelled))!;
    }
}
