using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Rest.Options;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.UnitTests.Adapters.Rest;

/// <summary>A platform in memory: it answers what a test says, call by call.</summary>
internal sealed class StubPeer(Func<HttpRequestMessage, string, HttpResponseMessage> answer) : HttpMessageHandler, IHttpClientFactory
{
    private readonly ConcurrentQueue<string> _calls = new();

    /// <summary>Every call as path and query.</summary>
    public IReadOnlyCollection<string> Calls => _calls;

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    /// <summary>An adapter of the options at this platform.</summary>
    public RestPlatform Platform(RestOptions options, TimeProvider? clock = null, ISharedSecretStore? secrets = null) =>
        new("stub", Context(clock, secrets), options);

    public AdapterContext Context(TimeProvider? clock = null, ISharedSecretStore? secrets = null) => new()
    {
        Area = "610502", AreaName = "临渭区", CdSource = "610502", DataSourceName = "样例数据局", DataSourceUscc = "11610502016000000X",
        CredentialScope = "stub", HttpClients = this, Time = clock ?? new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000)),
        Loggers = NullLoggerFactory.Instance, Secrets = secrets ?? new InMemorySecretStore(),
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _calls.Enqueue(request.RequestUri!.PathAndQuery);
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        return answer(request, body);
    }
}
