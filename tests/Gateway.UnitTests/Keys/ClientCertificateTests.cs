using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.UnitTests.Keys;

/// <summary>Mutual TLS: what a client shows, whom it believes, and that another certificate is shown without a restart.</summary>
public sealed class ClientCertificateTests : IAsyncDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddAdapterHttp().BuildServiceProvider();
    private readonly Task _serving;

    public ClientCertificateTests()
    {
        _listener.Start();
        _serving = ServeAsync(_certificates.Make("platform", days: 12));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when the clients of one profile are told apart by its name alone: the second certificate is never shown.
    [Fact]
    public async Task A_certificate_that_takes_the_place_of_another_is_shown_by_the_calls_after_it()
    {
        using var first = _certificates.Make("first");
        using var second = _certificates.Make("second");
        Assert.Equal("CN=first", await AskAsync(new TransportOptions { ClientCertificate = TestCertificates.Pem(first), Authorities = _certificates.AuthorityPem }));
        var sealedSecond = Convert.ToBase64String(second.Export(X509ContentType.Pkcs12, "口令"));
        Assert.Equal("CN=second", await AskAsync(new TransportOptions
        {
            ClientCertificate = sealedSecond, ClientCertificatePassword = "口令", Authorities = _certificates.AuthorityPem,
        }));
        var seen = Assert.Single(_services.GetRequiredService<PeerCertificates>().Seen);
        Assert.Equal(("tls-test", "localhost", "platform"), (seen.Profile, seen.Host, seen.Facts.Name));
        Assert.True(seen.Facts.EndsSoon(TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public async Task Without_a_certificate_or_its_authority_nothing_is_sent()
    {
        await Assert.ThrowsAsync<TransientFailure>(() => AskAsync(new TransportOptions { Authorities = _certificates.AuthorityPem }));
        using var own = _certificates.Make("own");
        await Assert.ThrowsAsync<TransientFailure>(() => AskAsync(new TransportOptions { ClientCertificate = TestCertificates.Pem(own) }));
    }

    [Fact]
    public void What_can_not_be_read_is_refused_without_being_shown()
    {
        using var own = _certificates.Make("own");
        var locked = Convert.ToBase64String(own.Export(X509ContentType.Pkcs12, "口令"));
        foreach (var bad in new[]
        {
            new TransportOptions { ClientCertificate = "canary" }, new TransportOptions { ClientCertificate = locked, ClientCertificatePassword = "canary" },
            new TransportOptions { ClientCertificate = own.ExportCertificatePem() }, new TransportOptions { Authorities = "canary" },
        })
        {
            var problem = Assert.Single(bad.Validate(new ValidationContext(bad)));
            Assert.DoesNotContain("canary", problem.ErrorMessage, StringComparison.Ordinal);
        }

        var good = new TransportOptions { ClientCertificate = locked, ClientCertificatePassword = "口令", Authorities = _certificates.AuthorityPem };
        Assert.Empty(good.Validate(new ValidationContext(good)));
        Assert.Equal([CertificateRole.Own, CertificateRole.Authority], CertificateFacts.Of(good).Select(x => x.Role));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        await _services.DisposeAsync();
        _certificates.Dispose();
        _stop.Dispose();
    }

    private async Task<string> AskAsync(TransportOptions options)
    {
        var client = new PeerClient(_services.GetRequiredService<IHttpClientFactory>(), "tls-test", options, TimeProvider.System);
        var address = new Uri($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, address), CallKind.Read, new HashSet<HttpStatusCode>(), Cancelled);
        return Encoding.UTF8.GetString(answer.Body.Span);
    }

    /// <summary>Answers with the subject of the certificate that it is shown.</summary>
    private async Task ServeAsync(X509Certificate2 own)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var socket = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using var tls = new SslStream(socket.GetStream());
                await tls.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificate = own, ClientCertificateRequired = true, EnabledSslProtocols = SslProtocols.Tls12,
                        RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
                    },
                    _stop.Token);
                _ = await tls.ReadAsync(new byte[4096], _stop.Token);
                var subject = Encoding.UTF8.GetBytes(tls.RemoteCertificate?.Subject ?? "");
                await tls.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {subject.Length}\r\nConnection: close\r\n\r\n"), _stop.Token);
                await tls.WriteAsync(subject, _stop.Token);
            }
            catch (Exception refused) when (refused is AuthenticationException or IOException)
            {
                // The next one may do better.
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
