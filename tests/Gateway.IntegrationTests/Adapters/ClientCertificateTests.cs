using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Gateway.IntegrationTests.Adapters;

/// <summary>
/// A platform that asks for a certificate and is vouched for by its own authority. Fails when <c>CertifiedClients</c> shows no certificate, or
/// believes whoever answers. All certificates are made here and of nobody.
/// </summary>
public sealed class ClientCertificateTests : IAsyncLifetime
{
    private readonly X509Certificate2 _server = Make("CN=127.0.0.1", server: true);
    private readonly X509Certificate2 _caller = Make("CN=caller", server: false);
    private WebApplication? _app;
    private Uri _address = new("https://127.0.0.1:9/");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            (https.ServerCertificate, https.ClientCertificateMode) = (_server, ClientCertificateMode.RequireCertificate);
            https.ClientCertificateValidation = (certificate, _, _) => certificate.Thumbprint == _caller.Thumbprint;
        })));
        _app = builder.Build();
        _app.Run(context => context.Response.WriteAsync(context.Connection.ClientCertificate?.Subject ?? "nobody", context.RequestAborted));
        await _app.StartAsync(CancellationToken.None);
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _address = new Uri($"https://127.0.0.1:{new Uri(address).Port}/");
    }

    public async ValueTask DisposeAsync()
    {
        await (_app?.DisposeAsync() ?? ValueTask.CompletedTask);
        _server.Dispose();
        _caller.Dispose();
    }

    [Fact]
    public async Task The_platform_sees_who_calls_whichever_way_the_certificate_is_written()
    {
        var pem = _caller.ExportCertificatePem() + "\n" + KeyOf(_caller).ExportPkcs8PrivateKeyPem();
        var sealedPem = _caller.ExportCertificatePem() + "\n"
            + KeyOf(_caller).ExportEncryptedPkcs8PrivateKeyPem("p4ss", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        var pkcs12 = Convert.ToBase64String(_caller.Export(X509ContentType.Pkcs12, "p4ss"));
        foreach (var (text, password) in new[] { (pem, null), (sealedPem, "p4ss"), (pkcs12, "p4ss") })
        {
            using var certificate = ClientCertificates.Read(text, password);
            Assert.Equal("CN=caller", await CallAsync(certificate, ClientCertificates.Authorities(_server.ExportCertificatePem())));
        }
    }

    [Fact]
    public async Task Without_a_certificate_or_with_another_s_the_call_fails()
    {
        var authorities = ClientCertificates.Authorities(_server.ExportCertificatePem());
        await Assert.ThrowsAsync<TransientFailure>(() => CallAsync(null, authorities));
        using var another = Make("CN=another", server: false);
        await Assert.ThrowsAsync<TransientFailure>(() => CallAsync(another, authorities));
    }

    [Fact]
    public async Task A_platform_that_nobody_vouches_for_is_not_called()
    {
        var failure = await Assert.ThrowsAsync<TransientFailure>(() => CallAsync(_caller, null));
        Assert.Equal("tls", failure.Code);
        using var another = Make("CN=127.0.0.1", server: true);
        await Assert.ThrowsAsync<TransientFailure>(() => CallAsync(_caller, ClientCertificates.Authorities(another.ExportCertificatePem())));
    }

    [Fact]
    public void What_is_no_certificate_is_refused_without_quoting_it()
    {
        var pkcs12 = Convert.ToBase64String(_caller.Export(X509ContentType.Pkcs12, "p4ss"));
        foreach (var (text, password) in new[] { ("canary", null), ("-----BEGIN CERTIFICATE-----\ncanary", null), (pkcs12, "wrong") })
        {
            Assert.DoesNotContain("canary", Assert.Throws<ArgumentException>(() => ClientCertificates.Read(text, password)).ToString(), StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => ClientCertificates.Authorities("canary"));
    }

    private async Task<string> CallAsync(X509Certificate2? certificate, X509Certificate2Collection? authorities)
    {
        var client = new PeerClient(new CertifiedClients(certificate, authorities), "certified", new TransportOptions { ReadRetries = 0 }, TimeProvider.System);
        var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, _address), CallKind.Read, new HashSet<HttpStatusCode>(), Cancelled);
        return System.Text.Encoding.UTF8.GetString(answer.Body.Span);
    }

    private static RSA KeyOf(X509Certificate2 certificate) => certificate.GetRSAPrivateKey()!;

    private static X509Certificate2 Make(string subject, bool server)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(server ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
