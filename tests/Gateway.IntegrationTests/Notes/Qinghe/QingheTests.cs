using Gateway.Contracts;
using Gateway.Contracts.Results;
using Gateway.IntegrationTests.Push;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Notes.Qinghe;

/// <summary>Offset paging, MD5 over sorted parameters, Chinese names in GBK under a UTF-8 header, results pushed as a form; YAML only.</summary>
public sealed class QingheTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enterprises_are_read_whole_then_by_what_changed()
    {
        await using var platform = new QinghePlatform(new ForwardClock(), enterprises: 45);
        await using var bench = await StartAsync(postgres, platform);

        var full = await bench.Gateway.PullDoneAsync(NoteBench.Area, Feed.Subject, full: true);
        Assert.Equal((45, 45), (full.Fetched, full.New));

        platform.Put(3, "u", "清河样例更名有限公司");
        platform.Put(4, "d");
        platform.Put(45, "u", "清河样例新设有限公司");
        var changed = await bench.Gateway.PullDoneAsync(NoteBench.Area, Feed.Subject);
        Assert.Equal((1, 1, 1), (changed.New, changed.Changed, changed.DeletedByRow));
        Assert.Equal(45, await bench.Gateway.ScalarAsync<long>("select count(*) from subject"));
        Assert.Equal("清河样例更名有限公司", await bench.Gateway.ScalarAsync<string>("select name from subject where identity = 'QH000003'"));
    }

    [Fact]
    public async Task Results_are_reported_corrected_and_withdrawn_and_a_refused_one_keeps_its_reason()
    {
        await using var platform = new QinghePlatform(new ForwardClock(), enterprises: 0);
        await using var bench = await StartAsync(postgres, platform);
        var (kept, gone) = (ResultSamples.Result("R1"), ResultSamples.Result("R2"));
        var refused = ResultSamples.Result("R3") with { Subject = ResultSamples.Result("R3").Subject! with { Name = "渭南拒收有限公司" } };
        var codeless = ResultSamples.Result("R4") with { Results = [ResultCode.Suspended] };
        await bench.StoreAsync(kept, gone, refused, codeless);
        platform.Spoil("report", "reset");

        await bench.SettleAsync();
        await bench.StoreAsync(kept with { Version = 2, ActionName = "联合复查" });
        await bench.WithdrawAsync(gone);
        await bench.SettleAsync();

        Assert.Equal(
            [
                "R1#1 i = accepted", "R1#2 u = accepted", "R2#1 i = accepted", "R2#1 d = withdrawn",
                "R3#1 i = rejected 企业不在库中", "R4#1 i = parked no_code",
            ],
            await bench.StatesAsync());
        Assert.Equal(
            ["610502-R1 u 联合复查 0", "610502-R2 d 成品油经营单位联合检查 0"],
            platform.Reported.Values.Select(row => $"{row["编号"]} {row["操作"]} {row["检查事项"]} {row["检查结果"]}").Order(StringComparer.Ordinal));
    }

    internal static async Task<NoteBench> StartAsync(PostgresFixture postgres, QinghePlatform platform)
    {
        await platform.StartAsync(Cancelled);
        return await NoteBench.StartAsync(postgres, "Qinghe", "qinghe", platform.SharedClock, new()
        {
            ["Qinghe:BaseAddress"] = platform.Address.ToString(),
            ["Qinghe:AppId"] = QinghePlatform.AppId,
            ["Qinghe:AppSecret"] = QinghePlatform.Secret,
        });
    }
}
