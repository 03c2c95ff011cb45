using Gateway.Adapters.Configuration;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Gateway.UnitTests.Configuration;

public sealed class SecretTests : IDisposable
{
    private const string Canary = "canary-7f3a";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_secret_names_the_variable_to_set_once_for_all_areas()
    {
        _folder.With("counties/610503-huazhou.yaml", TestFolder.County.Replace("610502\"", "610503\"", StringComparison.Ordinal))
            .Set("Gateway__Profiles__AlphaRest__AppKey", "");

        var problem = Assert.Single(_folder.Problems());

        Assert.Equal(("profiles/alpha-rest.yaml", 1), (problem.File, problem.Line));
        Assert.Equal("缺少密钥“appKey”（alpha-rest）", problem.What);
        Assert.EndsWith(" Gateway__Profiles__AlphaRest__AppKey", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_one_area_lacks_is_reported_at_that_area()
    {
        _folder.With("counties/610503-huazhou.yaml", TestFolder.County.Replace("610502\"", "610503\"", StringComparison.Ordinal))
            .Set("Gateway__Profiles__AlphaRest__AppKey", null)
            .Set("Gateway__Counties__610502__Profiles__AlphaRest__AppKey", Canary);

        var problem = Assert.Single(_folder.Problems());

        Assert.Equal("counties/610503-huazhou.yaml", problem.File);
        Assert.Contains("Gateway__Counties__610503__Profiles__AlphaRest__AppKey", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("profiles/alpha-rest.yaml", "pageSize: 400", "appKey: " + Canary, 2)]
    [InlineData(TestFolder.CountyFile, "- beta", "- beta\nprofiles:\n  alpha-rest:\n    appKey: " + Canary, 24)]
    [InlineData(TestFolder.CountyFile, "level: 县", "level: 县\napiKey: " + Canary, 4)]
    public void A_secret_in_a_file_is_refused_unprinted_though_a_variable_hides_it(string file, string from, string to, int line)
    {
        var problem = Assert.Single(_folder.Change(file, from, to).Set("Gateway__Counties__610502__ApiKey", "k").Problems());

        Assert.Equal((file, line), (problem.File, problem.Line));
        Assert.Contains("不得写在文件中", problem.What, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_in_appsettings_is_refused()
    {
        _folder.With("appsettings.json", """{"Gateway:Profiles:Beta:Token":"CANARY"}""".Replace("CANARY", Canary, StringComparison.Ordinal))
            .Configure(builder => builder.AddJsonFile(Path.Combine(_folder.Path, "appsettings.json")));

        var problem = Assert.Single(_folder.Problems());

        Assert.Equal("appsettings.json", Path.GetFileName(problem.File));
        Assert.DoesNotContain(Canary, problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("profiles/alpha-rest.yaml", "https://alpha.invalid/api", "https://user:" + Canary + "@alpha.invalid/")]
    [InlineData("profiles/alpha-rest.yaml", "pageSize: 400", "apKey: " + Canary)]
    public void What_may_hold_a_secret_is_not_printed(string file, string from, string to)
    {
        var problem = Assert.Single(_folder.Change(file, from, to).Problems());

        Assert.DoesNotContain(Canary, problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_variable_is_reported_without_its_value()
    {
        var problem = Assert.Single(_folder.Set("Gateway__Profiles__AlphaRest__AppKye", Canary).Problems());

        Assert.Equal(("Gateway__Profiles__AlphaRest__AppKye", 0), (problem.File, problem.Line));
        Assert.Contains("是否应为“AppKey”", problem.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Gateway__Profiles__AlfaRest__PageSize", "是否应为“AlphaRest”")]
    [InlineData("Gateway__Profiles__AlphaRest__Limits", "__<下级名>")]
    [InlineData("Gateway__Profiles__AlphaRest__PageSize__Max", "单个值")]
    [InlineData("Gateway__Profiles__AlphaRest__Kinds__first", "序号")]
    [InlineData("Gateway__Counties__610503__Name", "610502")]
    [InlineData("Gateway__Counties__610502__Nmae", "是否应为“Name”")]
    [InlineData("Gateway__Counties__610502__Profiles__Gamma__Token", "AlphaRest、Beta")]
    public void A_variable_that_matches_nothing_is_reported(string variable, string remedy)
    {
        var problem = Assert.Single(_folder.Set(variable, "1").Problems());

        Assert.Equal((variable, 0), (problem.File, problem.Line));
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_come_from_a_folder_with_one_file_each()
    {
        _folder.Set("Gateway__Profiles__AlphaRest__AppKey", null)
            .With("secrets/Gateway__Profiles__AlphaRest__AppKey", Canary + "\n")
            .Configure(builder => builder.AddGatewaySecrets(Path.Combine(_folder.Path, "secrets")));

        Assert.Equal(Canary, _folder.AlphaOf("610502").AppKey);
    }

    [Fact]
    public void A_secrets_folder_that_does_not_exist_is_reported()
    {
        var problem = Assert.Single(_folder.Set(GatewayVariables.Secrets, Path.Combine(_folder.Path, "nowhere")).Problems());

        Assert.Equal("GATEWAY_SECRETS", problem.File);
    }

    [Fact]
    public void The_api_key_is_kept_as_its_hash_only()
    {
        _folder.Set("Gateway__Counties__610502__ApiKey", "abc");

        Assert.Equal(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Assert.Single(_folder.Catalog().Areas).ApiKeyHash);
    }

    [Fact]
    public void Two_areas_with_one_api_key_are_refused()
    {
        _folder.With("counties/610503-huazhou.yaml", TestFolder.County.Replace("610502\"", "610503\"", StringComparison.Ordinal))
            .Set("Gateway__Counties__610502__ApiKey", Canary)
            .Set("Gateway__Counties__610503__ApiKey", Canary);

        var problem = Assert.Single(_folder.Problems());

        Assert.Equal("Gateway__Counties__610503__ApiKey", problem.File);
        Assert.DoesNotContain(Canary, problem.ToString(), StringComparison.Ordinal);
    }

    // Fails when only current keys are compared: whoever holds another county's previous key would be that county.
    [Theory]
    [InlineData("ApiKey", "PreviousApiKey", "PreviousApiKey")]
    [InlineData("PreviousApiKey", "ApiKey", "ApiKey")]
    [InlineData("PreviousApiKey", "PreviousApiKey", "PreviousApiKey")]
    public void A_previous_api_key_must_tell_whose_it_is_too(string one, string other, string named)
    {
        _folder.With("counties/610503-huazhou.yaml", TestFolder.County.Replace("610502\"", "610503\"", StringComparison.Ordinal))
            .Set($"Gateway__Counties__610502__{one}", Canary)
            .Set($"Gateway__Counties__610503__{other}", Canary);

        Assert.Equal($"Gateway__Counties__610503__{named}", Assert.Single(_folder.Problems()).File);
    }
}
