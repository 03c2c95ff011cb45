using Gateway.Contracts;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Pull;

/// <summary>Another server of the same kind needs base addresses and secrets, and nothing else.</summary>
public sealed class ForeignServerTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_foreign_server_is_pulled_by_addresses_with_a_path_and_secrets_alone()
    {
        await using var foreign = new PullSandbox();
        await foreign.StartAsync(
            "--seed", "77", "--p1-rid", "other-requester", "--p1-app-key", "fedcba9876543210fedcba9876543210", "--secret-minutes", "1",
            "--p4-paas-id", "other-paas", "--p4-token", "other-token");
        await using (var stranger = await GatewayUnderTest.StartAsync(postgres, foreign.Address))
        {
            Assert.IsType<Gateway.Pipeline.Pull.PullOutcome.Failed>(await stranger.PullAsync("610581", Feed.Plan));
            Assert.IsType<Gateway.Pipeline.Pull.PullOutcome.Failed>(await stranger.PullAsync("610581", Feed.Task));
        }

        await using var gateway = await GatewayUnderTest.StartAsync(postgres, foreign.Address, x =>
        {
            x["Gateway:Profiles:ExchangeRest:Rid"] = "other-requester";
            x["Gateway:Profiles:ExchangeRest:AppKey"] = "fedcba9876543210fedcba9876543210";
            x["Gateway:Profiles:DoubleRandom:PaasId"] = "other-paas";
            x["Gateway:Profiles:DoubleRandom:Token"] = "other-token";
        });
        foreach (var feed in PullSandbox.Feeds)
        {
            await gateway.PullDoneAsync("610581", feed);
        }

        await gateway.AssertEqualsTruthAsync(foreign, "610581");
    }
}
