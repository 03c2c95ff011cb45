using Gateway.Adapters.Configuration;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Gateway.UnitTests.Configuration;

public sealed class SecretFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-secrets-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_a_variable_text_without_its_last_line_break_and_anything_else_as_Base64()
    {
        byte[] binary = [0x30, 0x82, 0x01, 0xFF];
        File.WriteAllText(Path.Combine(_folder, "Gateway__Profiles__Publicity__Secret"), "机密\n");
        File.WriteAllBytes(Path.Combine(_folder, "Gateway__Profiles__Publicity__Transport__ClientCertificate"), binary);
        File.WriteAllText(Path.Combine(_folder, ".mounted"), "x");
        var configuration = new ConfigurationBuilder().AddGatewaySecrets(_folder).Build();
        Assert.Equal("机密", configuration["Gateway:Profiles:Publicity:Secret"]);
        Assert.Equal(Convert.ToBase64String(binary), configuration["Gateway:Profiles:Publicity:Transport:ClientCertificate"]);
        Assert.Null(configuration[".mounted"]);
        File.Delete(Path.Combine(_folder, "Gateway__Profiles__Publicity__Secret"));
        configuration.Providers.Single().Load();
        Assert.Null(configuration["Gateway:Profiles:Publicity:Secret"]);
    }

    [Fact]
    public void A_folder_that_is_missing_holds_nothing() =>
        Assert.Empty(new ConfigurationBuilder().AddGatewaySecrets(Path.Combine(_folder, "none")).Build().AsEnumerable());
}
