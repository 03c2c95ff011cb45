using Xunit;

namespace Gateway.Testing;

/// <summary>Class fixture (<c>IClassFixture&lt;VirtualHostPerClass&gt;</c>): a broker address that only this class sees.</summary>
public sealed class VirtualHostPerClass(RabbitFixture broker) : IAsyncLifetime
{
    private RabbitVirtualHost? _host;

    public Uri Uri => (_host ?? throw new InvalidOperationException("The fixture is not initialised.")).Uri;

    public async ValueTask InitializeAsync() => _host = await broker.CreateVirtualHostAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }
}
