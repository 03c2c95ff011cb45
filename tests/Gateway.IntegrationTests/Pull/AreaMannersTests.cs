using Gateway.Adapters.Configuration;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Pull;

/// <summary>What differs between counties at one and the same platform.</summary>
public sealed class AreaMannersTests(PostgresFixture postgres)
{
    // Fails when the source asks by the county file's own code: the platform knows no such area, and every feed is empty.
    [Fact]
    public async Task An_area_known_by_its_old_code_and_one_answered_in_gbk_are_pulled_as_they_are()
    {
        await using var sandbox = new PullSandbox();
        await sandbox.StartAsync("--old-area", "610503=610521", "--gbk-area", "610526");
        await using var gateway = await GatewayUnderTest.StartAsync(
            postgres, sandbox.Address, x => x["Gateway:Counties:610503:Profiles:ExchangeRest:AreaCode"] = "610521");
        string[] areas = ["610503", "610526"];
        foreach (var area in gateway.Get<IAdapterDirectory>().Areas.Where(x => areas.Contains(x.Area)))
        {
            foreach (var feed in area.Feeds)
            {
                await gateway.PullDoneAsync(area.Area, feed.Feed);
            }
        }

        await gateway.AssertEqualsTruthAsync(sandbox, areas);
    }
}
