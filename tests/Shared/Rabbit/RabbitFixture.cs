using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Gateway.Testing;

/// <summary>
/// The broker of a test run. Every class gets a virtual host of its own (<see cref="VirtualHostPerClass"/>): on a shared one, messages
/// would pile up in every queue that an earlier test left bound.
/// </summary>
public sealed class RabbitFixture : IAsyncLifetime
{
    private HttpClient? _management;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask; // tests without a broker need none

    public async Task<RabbitVirtualHost> CreateVirtualHostAsync(CancellationToken cancellationToken)
    {
        var broker = new Uri(Required(TestEnvironment.Rabbit));
        var management = _management ??= Connect(new Uri(Required(TestEnvironment.RabbitHttp)));
        var name = $"test-{Guid.CreateVersion7():N}";
        using var made = await management.PutAsync($"api/vhosts/{name}", Json(new { }), cancellationToken);
        made.EnsureSuccessStatusCode();
        var user = broker.UserInfo.Split(':')[0];
        var all = Json(new { configure = ".*", write = ".*", read = ".*" });
        using var allowed = await management.PutAsync($"api/permissions/{name}/{user}", all, cancellationToken);
        allowed.EnsureSuccessStatusCode();
        return new RabbitVirtualHost(management, name, new Uri(broker, name));
    }

    public ValueTask DisposeAsync()
    {
        _management?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Required(string variable) => TestEnvironment.Value(variable)
        ?? throw new InvalidOperationException($"没有可用的 RabbitMQ：{variable} 未设置。{TestEnvironment.HowToStart}");

    // With its length: the management interface does not read chunked bodies.
    private static StringContent Json<T>(T body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    private static HttpClient Connect(Uri address)
    {
        var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new UriBuilder(address) { UserName = "", Password = "" }.Uri };
        var credentials = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        return client;
    }
}
