using System.Diagnostics.Metrics;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Http;
using Gateway.Pipeline.Runs;
using Npgsql;

namespace Gateway.Host.Telemetry;

/// <summary>
/// What lies in the tables, read when somebody collects and not oftener than every fifteen seconds. With the database away the gauges
/// fall silent, for an old number would look like a fresh one; <c>gateway_database_up</c> says why.
/// </summary>
internal sealed class Gauges : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);
    private readonly Meter _meter = new(GatewayMeter.Name);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly GaugeStore _store;
    private readonly TimeProvider _clock;
    private readonly ILogger<Gauges> _log;
    private volatile IReadOnlyList<GaugeValue> _values = [];
    private long? _readAt;
    private volatile int _up;

    public Gauges(GaugeStore store, AdapterDirectoryHolder adapters, PeerCertificates peers, TimeProvider clock, ILogger<Gauges> log)
    {
        (_store, _clock, _log) = (store, clock, log);
        Observe("gateway.quarantine.open", "Rows that could not be used and wait for a better one", GaugeStore.Quarantine);
        Observe("gateway.backlog", "Deliveries that may be sent and are not claimed yet", GaugeStore.Backlog);
        Observe("gateway.receipts.outstanding", "Deliveries sent whose receipt has not come", GaugeStore.Receipts);
        Observe("gateway.retries.outstanding", "Deliveries of batches that failed and will be sent again", GaugeStore.Retries);
        Observe("gateway.waiting.catalogue", "Deliveries parked until the next pull of the catalogue", GaugeStore.Waiting);
        Observe("gateway.audit.unsealed", "Audit entries that no seal covers yet", GaugeStore.Unsealed);
        _meter.CreateObservableGauge(
            "gateway.platform.gate",
            () => _values.Where(x => x.Name == GaugeStore.Gate).Select(x => new Measurement<long>(x.Value, new("platform", x.Target), new("lane", x.Feed))),
            description: "0: batches go through; 1: recovering; 2: shut but for probes");
        Observe("gateway.outbox.pending", "Status messages that the broker has not confirmed yet", GaugeStore.Outbox);
        Observe("gateway.alerts.open", "Alerts that operators were told of and that last", GaugeStore.Alerts);
        Observe("gateway.outbox.age.seconds", "Age of the oldest of them", GaugeStore.OutboxAge);
        _meter.CreateObservableGauge(
            "gateway.certificate.days", () => Certificates(adapters.Catalog, peers, clock.GetUtcNow()), description: "Whole days until a certificate ends");
        _meter.CreateObservableGauge("gateway.database.up", () => _up, description: "1 when the last reading of the tables succeeded");
    }

    private static IEnumerable<Measurement<long>> Certificates(AdapterCatalog catalog, PeerCertificates peers, DateTimeOffset now) =>
        catalog.Certificates.Select(x => (x.Profile, x.Area, Host: "", x.Facts)).Concat(peers.Seen.Select(x => (x.Profile, Area: "", x.Host, x.Facts)))
            .Select(x => new Measurement<long>(
                (x.Facts.NotAfter - now).Days, new("profile", x.Profile), new("area", x.Area), new("host", x.Host), new("role", x.Facts.Role.ToString()),
                new("thumbprint", x.Facts.Thumbprint)));

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_readAt is { } at && _clock.GetElapsedTime(at) < Fresh)
            {
                return;
            }

            _values = await _store.ReadAsync(cancellationToken);
            _up = 1;
            _readAt = _clock.GetTimestamp();
        }
        catch (NpgsqlException failure)
        {
            _log.LogWarning("The gauges could not be read: {reason}", failure.Message);
            (_values, _up, _readAt) = ([], 0, _clock.GetTimestamp());
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _meter.Dispose();
        _turn.Dispose();
    }

    private void Observe(string name, string description, string part) => _meter.CreateObservableGauge(
        name, () => _values.Where(x => x.Name == part).Select(x => new Measurement<long>(x.Value, Labels(x))), description: description);

    private static IEnumerable<KeyValuePair<string, object?>> Labels(GaugeValue value) =>
        new KeyValuePair<string, object?>[] { new("area", value.Area), new("feed", value.Feed), new("target", value.Target) }
            .Where(x => x.Value is not "");
}

/// <summary>Reads the gauges before they are collected: a collection itself can wait for nothing.</summary>
internal sealed class GaugeRefresh(RequestDelegate next, Gauges gauges)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(Security.MetricsGate.Path))
        {
            await gauges.RefreshAsync(context.RequestAborted);
        }

        await next(context);
    }
}
