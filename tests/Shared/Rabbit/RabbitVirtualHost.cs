namespace Gateway.Testing;

/// <summary>A virtual host of one test's own; deleted, with its queues, when disposed of.</summary>
public sealed class RabbitVirtualHost : IAsyncDisposable
{
    private readonly HttpClient _management;
    private readonly string _name;

    internal RabbitVirtualHost(HttpClient management, string name, Uri address) => (_management, _name, Uri) = (management, name, address);

    /// <summary>As the gateway gets it in <c>Gateway__Bus__Uri</c>.</summary>
    public Uri Uri { get; }

    public async ValueTask DisposeAsync()
    {
        using var deleted = await _management.DeleteAsync($"api/vhosts/{_name}", CancellationToken.None);
        deleted.EnsureSuccessStatusCode();
    }
}
