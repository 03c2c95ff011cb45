using System.Net;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Alerts;
using Gateway.Pipeline.Deadlines;
using Gateway.Pipeline.Messaging.StatusOut;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using Xunit;

namespace Gateway.IntegrationTests.Delivery;

/// <summary>What is late is told: once, on the page and to the address that was configured, signed.</summary>
public sealed class AlertTests(PostgresFixture postgres) : DeliveryBenchTests(postgres)
{
    private const string Secret = "a secret for tests, long enough";

    private readonly WireMockServer _listener = WireMockServer.Start();
    private readonly ServiceProvider _http = new ServiceCollection().AddHttpClient().BuildServiceProvider();

    protected override async ValueTask PrepareAsync()
    {
        Bench.Sinks.Add(new FakePublicitySink("publicity", FakeTraits.Publicity, new FakePeer()) { Limits = new SinkLimits(100, 1, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), 20) });
        await Bench.StoreAsync(ResultSamples.Result("R1"), ResultSamples.Result("R2"), ResultSamples.Result("R3"));
    }

    public override async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _http.DisposeAsync();
        await base.DisposeAsync();
    }

    // Fails when a notice goes out for every round or every result, when an ended alert is not told, or when the signature is left out.
    [Fact]
    public async Task Three_late_results_are_one_alert_told_once_then_daily_and_when_they_have_arrived()
    {
        Answer(HttpStatusCode.NoContent);
        await RoundAsync();
        Assert.Empty(Bodies());
        Bench.Clock.Advance(TimeSpan.FromDays(28));
        for (var round = 0; round < 12; round++)
        {
            await RoundAsync();
            Bench.Clock.Advance(TimeSpan.FromHours(1));
        }

        var first = Assert.Single(Bodies());
        Assert.Contains("\"step\":\"raised\",\"kind\":\"deadline.late\",\"target\":\"publicity\",\"area\":\"610502\",\"subjects\":3", first, StringComparison.Ordinal);
        Bench.Clock.Advance(TimeSpan.FromHours(12));
        await RoundAsync();
        Assert.Contains("\"step\":\"reminder\"", Bodies()[1], StringComparison.Ordinal);
        await Bench.DrainAsync(Cancelled);
        for (var round = 0; round < 5; round++)
        {
            await RoundAsync();
            Bench.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.Equal(3, Bodies().Count);
        Assert.Contains("\"step\":\"resolved\"", Bodies()[2], StringComparison.Ordinal);
        Assert.Empty(await Store().ReadAsync(Cancelled));
        foreach (var request in _listener.LogEntries.Select(x => x.RequestMessage!))
        {
            var stamp = request.Headers![AlertWebhook.TimestampHeader][0];
            Assert.Equal(AlertWebhook.Signature(Secret, stamp, request.Body ?? ""), request.Headers[AlertWebhook.SignatureHeader][0]);
        }
    }

    // Fails when a notice that was refused is dropped or sent without waiting, or when it changes from one attempt to the next.
    [Fact]
    public async Task A_notice_that_is_refused_comes_again_when_it_is_due_with_the_same_id_and_body()
    {
        Answer(HttpStatusCode.ServiceUnavailable);
        Bench.Clock.Advance(TimeSpan.FromDays(28));
        await RoundAsync();
        await RoundAsync(); // not due yet
        Assert.Single(Bodies());
        Bench.Clock.Advance(TimeSpan.FromMinutes(6));
        Answer(HttpStatusCode.OK);
        await RoundAsync();
        Bench.Clock.Advance(TimeSpan.FromHours(2));
        await RoundAsync();
        Assert.Equal(2, Bodies().Count);
        Assert.Single(Bodies().Distinct());
        Assert.Single(_listener.LogEntries.Select(x => x.RequestMessage!.Headers![AlertWebhook.IdHeader][0]).Distinct());
    }

    // Fails when two processes tell the same thing: the advisory lock or the unique index taken away.
    [Fact]
    public async Task Rounds_of_many_processes_at_once_raise_one_alert()
    {
        Answer(HttpStatusCode.OK);
        Bench.Clock.Advance(TimeSpan.FromDays(28));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Run().RunAsync(Cancelled)));
        Assert.Equal(1, outcomes.Sum(x => x.Raised));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Webhook().SendDueAsync(Cancelled)));
        Assert.Single(Bodies());
    }

    private List<string> Bodies() => [.. _listener.LogEntries.Select(x => x.RequestMessage!.Body ?? "")];

    private void Answer(HttpStatusCode status)
    {
        _listener.ResetMappings();
        _listener.Given(Request.Create().UsingPost().WithPath("/hook")).RespondWith(Response.Create().WithStatusCode(status));
    }

    private async Task RoundAsync()
    {
        await Run().RunAsync(Cancelled);
        await Webhook().SendDueAsync(Cancelled);
    }

    private AlertStore Store() => new(Database.DataSource);

    private IOptions<AlertOptions> Options() => Microsoft.Extensions.Options.Options.Create(new AlertOptions { Webhook = $"{_listener.Url}/hook", Secret = Secret });

    private AlertWebhook Webhook() => new(_http.GetRequiredService<IHttpClientFactory>(), Store(), Options(), Bench.Clock, NullLogger<AlertWebhook>.Instance);

    private AlertRun Run()
    {
        var source = Database.DataSource;
        var calendar = new WorkingCalendar(new Dictionary<int, CalendarYear> { [2026] = new(new HashSet<DateOnly>(), new HashSet<DateOnly>()) });
        return new AlertRun(
            new DeadlineBoard(new DueStore(source), new PaceStore(source), Bench, calendar, Bench.Clock), new StatusOutboxStore(source), [], Store(), Options(),
            Bench.Clock, NullLogger<AlertRun>.Instance);
    }
}
