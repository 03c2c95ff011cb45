using Gateway.Adapters.Configuration;
using Gateway.IntegrationTests.Push;
using Gateway.Pipeline.Certification;
using Gateway.Pipeline.Certification.Certify;
using Gateway.Pipeline.Runs;
using Gateway.Pipeline.Scheduling;
using Gateway.Pipeline.Scheduling.Jobs;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.Certification;

/// <summary>
/// In production an adapter without a green report on exactly its settings is off: it is neither pulled nor sent to, says why, and loses nothing.
/// Fails when: DeliveryRunner forms batches of a target whose adapter is off; PullFeedJob does not ask; the switch takes a report on other settings.
/// </summary>
public sealed class SwitchTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_not_certified_holds_its_queue_until_a_green_report_or_a_waiver()
    {
        await using var bench = await ProductionAsync();
        await bench.StoreNewAsync(2);
        await bench.DrainAsync();
        var targets = await bench.ListAsync("select distinct target || ' ' || state from delivery where state <> 'not_routed' order by 1");
        Assert.Equal(["credit queued", "double-random queued", "exchange-rest queued", "publicity queued"], targets);
        Assert.Empty(await bench.ListAsync("select batch_id::text from delivery_batch"));
        Assert.All(await OffAsync(bench), x => Assert.EndsWith("：没有验证报告", x, StringComparison.Ordinal));

        await Store(bench).WaiveAsync(
            PushBench.Area, "double-random", DigestOf(bench, "double-random"), "张样例", "平台测试环境停用", bench.Clock.GetUtcNow().AddHours(1), Cancelled);
        await SettledAsync(bench);
        Assert.Equal(["accepted", "accepted"], await StatesAsync(bench, "double-random"));
        Assert.Equal(["queued", "queued"], await StatesAsync(bench, "publicity"));

        await Store(bench).AddAsync(Report(bench, "exchange-rest", "publicity", "credit", "double-random"), new string('a', 64), "李样例", taken: false, Cancelled);
        await SettledAsync(bench);
        Assert.Equal(["published", "published"], await StatesAsync(bench, "publicity"));
        foreach (var target in PushTarget.All)
        {
            await target.AssertHoldsAllAsync(bench);
        }

        Assert.Empty(await OffAsync(bench));
        await bench.AssertAuditIntactAsync();
        Assert.Equal(
            ["certification.ended", "certification.waived"],
            await bench.ListAsync("select kind from audit_entry where kind like 'certification.%' order by 1"));
    }

    [Fact]
    public async Task A_waiver_that_ended_switches_off_again()
    {
        await using var bench = await ProductionAsync();
        await Store(bench).WaiveAsync(
            PushBench.Area, "credit", DigestOf(bench, "credit"), "张样例", "等待平台开通", bench.Clock.GetUtcNow().AddMinutes(30), Cancelled);
        await bench.StoreNewAsync(1);
        await SettledAsync(bench);
        Assert.Equal(["accepted"], await StatesAsync(bench, "credit"));
        bench.Clock.ForwardTo(bench.Clock.GetUtcNow().AddHours(1));
        await bench.StoreNewAsync(1);
        await SettledAsync(bench);
        Assert.Equal(["accepted", "queued"], await StatesAsync(bench, "credit"));
        Assert.Contains(await OffAsync(bench), x => x.StartsWith("credit：先行启用已于", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_report_on_other_settings_does_not_count()
    {
        await using var bench = await ProductionAsync();
        var report = Report(bench, "credit");
        await Store(bench).AddAsync(
            report with { Adapters = [report.Adapters[0] with { Digest = new string('0', 64) }] }, new string('b', 64), "李样例", taken: true, Cancelled);
        Assert.Contains("credit：配置已改动，原验证报告不再适用，须重新验证", await OffAsync(bench));
    }

    [Fact]
    public async Task A_feed_is_pulled_by_schedule_only_when_its_adapter_is_on()
    {
        await using var bench = await ProductionAsync();
        var job = new PullFeedJob(bench.Gateway.Get<IServiceProvider>());
        var skipped = await job.RunAsync("", PushBench.Area, "task", full: true, Cancelled);
        Assert.Equal(JobEnd.Skipped, skipped.End);
        Assert.Contains("没有验证报告", skipped.Text, StringComparison.Ordinal);
        Assert.Empty(await bench.ListAsync("select run_id::text from run"));

        await Store(bench).AddAsync(Report(bench, "double-random"), new string('c', 64), "李样例", taken: false, Cancelled);
        bench.Clock.ForwardTo(bench.Clock.GetUtcNow().AddSeconds(11));
        Assert.Equal(JobEnd.Done, (await job.RunAsync("", PushBench.Area, "task", full: true, Cancelled)).End);
    }

    [Fact]
    public async Task Where_nobody_said_production_everything_is_on()
    {
        await using var bench = await PushBench.StartAsync(postgres);
        await bench.WarmUpAsync();
        Assert.Equal(["accepted"], await StatesAsync(bench, "credit"));
        Assert.Empty(await OffAsync(bench));
    }

    private Task<PushBench> ProductionAsync() => PushBench.StartAsync(postgres, values => values["Gateway:Mode"] = "production");

    private static CertificationStore Store(PushBench bench) => bench.Gateway.Get<CertificationStore>();

    private static string DigestOf(PushBench bench, string profile) => AdapterDigest.Of(bench.Gateway.Get<IAdapterDirectory>().Effective, PushBench.Area, profile);

    private static CertifyReport Report(PushBench bench, params string[] profiles) => new(
        PushBench.Area, "临渭区", "test", bench.Clock.GetUtcNow(), bench.Clock.GetUtcNow(), "1.0",
        [.. profiles.Select(x => new AdapterVerdict(x, DigestOf(bench, x), [CheckResult.Passed("task", "连接", "一页 1 行")]))]);

    /// <summary>The switch looks once in ten seconds.</summary>
    private static async Task SettledAsync(PushBench bench)
    {
        bench.Clock.ForwardTo(bench.Clock.GetUtcNow().AddSeconds(11));
        await bench.SettleAsync();
    }

    private static Task<string[]> StatesAsync(PushBench bench, string target) =>
        bench.ListAsync($"select state from delivery where target = '{target}' order by doc_id");

    private static async Task<string[]> OffAsync(PushBench bench) =>
        [.. ((await bench.Gateway.Get<StatusStore>().ReadAsync(Cancelled)).Off ?? []).Where(x => x.Area == PushBench.Area).Select(x => $"{x.Profile}：{x.Reason}")];
}
