using Gateway.Contracts;
using Gateway.Contracts.Results;
using Gateway.IntegrationTests.Push;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Notes.Fengyuan;

/// <summary>XML over POST signed with SM3, an export as an asynchronous job, grades day by day, publication with receipts later; YAML only.</summary>
public sealed class FengyuanTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_export_is_waited_for_and_what_is_not_supervised_is_set_aside_with_its_reason()
    {
        await using var platform = new FengyuanPlatform(new ForwardClock(), enterprises: 25);
        await using var bench = await StartAsync(postgres, platform);

        var full = await bench.Gateway.PullDoneAsync(NoteBench.Area, Feed.Subject, full: true);
        Assert.Equal((25, 23, 2), (full.Fetched, full.New, full.Quarantined));
        Assert.Equal(3, platform.Services.Count(service => service == "EXPORT.STATE"));
        Assert.Equal("丰原样例7<有限>公司", await bench.Gateway.ScalarAsync<string>("select name from subject where identity = 'FY000007'"));
        Assert.Equal(
            ["2019-03-04 1205000"],
            await bench.ListAsync("select distinct established_on::text || ' ' || capital_received from subject"));
    }

    [Fact]
    public async Task Grades_are_asked_for_day_by_day()
    {
        await using var platform = new FengyuanPlatform(new ForwardClock(), enterprises: 0);
        await using var bench = await StartAsync(postgres, platform);

        var full = await bench.Gateway.PullDoneAsync(NoteBench.Area, Feed.CreditGrade, full: true);
        Assert.Equal((3, 3), (full.Fetched, full.New));
        Assert.Equal(["A", "A", "D"], await bench.ListAsync("select grade from credit_grade order by grade"));
        var days = platform.Services.Count;
        var again = await bench.Gateway.PullDoneAsync(NoteBench.Area, Feed.CreditGrade);
        Assert.Equal(0, again.New + again.Changed);
        Assert.True(platform.Services.Count - days < days, "an incremental read asks for fewer days than a full one");
    }

    [Fact]
    public async Task A_publication_is_done_when_its_receipt_says_so_and_a_lost_answer_asks_for_it()
    {
        await using var platform = new FengyuanPlatform(new ForwardClock(), enterprises: 0);
        await using var bench = await StartAsync(postgres, platform);
        var (kept, gone) = (ResultSamples.Result("R1"), ResultSamples.Result("R2"));
        var refused = ResultSamples.Result("R3") with { Subject = ResultSamples.Result("R3").Subject! with { Name = "渭南退回有限公司" } };
        platform.Spoil("gateway", "reset");
        await bench.StoreAsync(kept, gone, refused, ResultSamples.Exempt("R4"));

        await bench.SettleAsync();
        Assert.Equal(1, platform.Services.Count(service => service == "REPORT.PUT"));
        await bench.StoreAsync(kept with { Version = 2, Results = [ResultCode.CorrectedOnOrder, ResultCode.Unreachable] });
        await bench.WithdrawAsync(gone);
        await bench.SettleAsync();

        Assert.Equal(
            ["R1#1 i = published", "R1#2 u = published", "R2#1 i = published", "R2#1 d = withdrawn", "R3#1 i = rejected 0"],
            await bench.StatesAsync());
        Assert.Equal(
            ["610502-R1 U 3;2 20261103", "610502-R2 D 1 20261103"],
            platform.Shown.Select(shown => $"{shown.Key} {shown.Value}").Order(StringComparer.Ordinal));
    }

    internal static async Task<NoteBench> StartAsync(PostgresFixture postgres, FengyuanPlatform platform)
    {
        await platform.StartAsync(Cancelled);
        return await NoteBench.StartAsync(postgres, "Fengyuan", "fengyuan", platform.SharedClock, new()
        {
            ["Fengyuan:BaseAddress"] = platform.Address.ToString(),
            ["Fengyuan:AppId"] = FengyuanPlatform.AppId,
            ["Fengyuan:AppSecret"] = FengyuanPlatform.Secret,
        });
    }
}
