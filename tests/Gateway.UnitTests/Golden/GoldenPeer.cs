using System.Net;
using System.Net.Http.Headers;
using Gateway.Adapters.Configuration;

namespace Gateway.UnitTests.Golden;

/// <summary>Answers every call with a sample's bytes and notes what was asked.</summary>
internal sealed class GoldenPeer(byte[] body, string type, int status) : HttpMessageHandler, IHttpClientFactory
{
    public List<string> Requests { get; } = [];

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add($"{request.Method} {Uri.UnescapeDataString(request.RequestUri!.PathAndQuery)}");
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type, "utf-8");
        return Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = content });
    }
}

/// <summary>A secret that is always valid: what platforms issue is not what a sample is about.</summary>
internal sealed class GoldenSecrets(TimeProvider time) : ISharedSecretStore
{
    public Task<SharedSecret?> GetAsync(string name, CancellationToken cancellationToken) => Task.FromResult<SharedSecret?>(Secret(1));

    public Task<SharedSecret> RenewAsync(
        string name, long knownVersion, Func<CancellationToken, Task<IssuedSecret>> renew, CancellationToken cancellationToken) =>
        Task.FromResult(Secret(knownVersion + 1));

    private SharedSecret Secret(long version) => new(new IssuedSecret("golden", time.GetUtcNow(), time.GetUtcNow().AddDays(1)), version);
}
