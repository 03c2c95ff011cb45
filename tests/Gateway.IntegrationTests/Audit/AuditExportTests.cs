using System.Text.Json;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Audit;

/// <summary><c>gateway audit export</c> as an auditor calls it.</summary>
public sealed class AuditExportTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_prints_the_story_and_its_exit_code_says_whether_it_is_proven()
    {
        await using var database = await postgres.CreateDatabaseAsync(Cancelled);
        using var bench = new DeliveryBench(database.DataSource);
        bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, new FakePeer()));
        await bench.StoreAsync(ResultSamples.Result("R1"));
        await bench.DrainAsync(Cancelled);

        var (code, text) = await RunAsync(database, "--result", $"{ResultSamples.Area}/R1");
        Assert.True(code == 0, text);
        Assert.Contains("检查结果 610502/R1 全过程（时间为北京时间）", text, StringComparison.Ordinal);
        Assert.Contains("2026-11-04 09:00:00.000 【结果入库】 第 1 版：来源：接口", text, StringComparison.Ordinal);
        Assert.Contains("【结论】 第 1 版 → exchange：平台已接收", text, StringComparison.Ordinal);
        Assert.Contains("核验通过：所依据的审计条目 3 条", text, StringComparison.Ordinal);

        (code, text) = await RunAsync(database, "--result", $"{ResultSamples.Area}/R1", "--json");
        Assert.True(code == 0, text);
        var story = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.True(story.GetProperty("intact").GetBoolean());
        Assert.Equal("结果入库", story.GetProperty("events")[0].GetProperty("what").GetString());
        Assert.True(story.GetProperty("events")[0].GetProperty("entries")[0].GetProperty("entryNo").GetInt64() > 0);

        await bench.ListAsync("update gateway.delivery_attempt set outcome = 'refused' returning 1");
        (code, text) = await RunAsync(database, "--result", $"{ResultSamples.Area}/R1");
        Assert.Equal(1, code);
        Assert.Contains("    ！与审计条目不一致", text, StringComparison.Ordinal);

        (code, text) = await RunAsync(database, "--result", $"{ResultSamples.Area}/R9");
        Assert.Equal(1, code);
        Assert.Contains("没有检查结果 610502/R9", text, StringComparison.Ordinal);

        (code, text) = await RunAsync(database, "--result", "R1");
        Assert.Equal(2, code);
        Assert.Contains("--result 须为 <行政区划代码>/<编号>", text, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(database)).Code);
        Assert.Equal(0, (await RunAsync(database, "--help")).Code);
    }

    private static async Task<(int Code, string Text)> RunAsync(TestDatabase database, params string[] arguments)
    {
        await using var process = ProgramProcess.Start("gateway-audit", BuiltPrograms.Gateway, ["audit", "export", .. arguments], new Dictionary<string, string?>
        {
            ["ConnectionStrings__Gateway"] = database.ConnectionString,
            ["GATEWAY_ADAPTERS"] = Path.Combine(BuiltPrograms.RepositoryRoot, "adapters"),
            ["Gateway__MasterKey"] = Convert.ToBase64String(new byte[32]),
        });
        var code = await process.WaitForExitAsync(TimeSpan.FromSeconds(60), Cancelled);
        return (code, process.Log);
    }
}
