using System.Text.Json;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Disclosure;
using Gateway.Pipeline.Story;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.Audit;

/// <summary>One result's story: complete, in order, proven, without personal data.</summary>
public sealed class ResultStoryTests(PostgresFixture postgres) : StoryBench(postgres)
{
    [Fact]
    public async Task A_results_whole_life_is_told_in_order_and_proven()
    {
        await LiveAsync();
        await SealAsync();
        var story = await ReadAsync("R1");
        Assert.Equal(
            [
                "结果入库 1 ", "路由 1 exchange", "路由 1 publicity",
                "推送组批 1 exchange", "推送尝试 1 exchange", "推送组批 1 publicity", "推送尝试 1 publicity",
                "推送尝试 1 exchange", "结论 1 exchange", "查询回执 1 publicity", "结论 1 publicity",
                "结果入库 2 ", "路由 2 exchange", "路由 2 publicity",
                "推送组批 2 exchange", "推送尝试 2 exchange", "结论 2 exchange",
                "推送组批 2 publicity", "推送尝试 2 publicity", "查询回执 2 publicity", "结论 2 publicity",
            ],
            InOrderOfTarget(story));
        AssertIntact(story);
        Assert.StartsWith("核验通过", story.Verification, StringComparison.Ordinal);
        Assert.Equal(story.Events.Select(x => x.At), story.Events.Select(x => x.At).Order());
        Assert.All(story.Events, x => Assert.Equal((TimeSpan.FromHours(8), 0), (x.At.Offset, x.Problems.Count)));
        Assert.All(story.Events.SelectMany(x => x.Entries), x => Assert.NotNull(x.SealNo));
        Assert.True(story.Events.SelectMany(x => x.Entries).Select(x => x.SealNo).Distinct().Count() > 1);
        Assert.All(story.Events, x => Assert.NotEmpty(x.Entries));
    }

    [Fact]
    public async Task Each_event_says_what_it_was()
    {
        await LiveAsync();
        var story = await ReadAsync("R1");
        Assert.Contains("来源：接口", Text(story, "结果入库", 1, null), StringComparison.Ordinal);
        Assert.Contains("附不予公示审批（商业秘密）", Text(story, "结果入库", 2, null), StringComparison.Ordinal);
        Assert.Equal("列入推送（报送）", Text(story, "路由", 1, "exchange"));
        Assert.Contains("610502-R1", Text(story, "推送组批", 1, "exchange"), StringComparison.Ordinal);
        Assert.Contains("暂时失败，代码 http_503：平台暂时不可用，联系 13*******78；随后以相同内容重发", Text(story, "推送尝试", 1, "exchange"), StringComparison.Ordinal);
        Assert.Equal("平台已接收", Text(story, "结论", 1, "exchange"));
        Assert.Contains("平台已收下；随后等待回执", Text(story, "推送尝试", 1, "publicity"), StringComparison.Ordinal);
        Assert.Equal("平台已公示", Text(story, "结论", 1, "publicity"));
        Assert.Equal("列入推送（撤回）", Text(story, "路由", 2, "publicity"));
        Assert.Equal("已从平台撤回", Text(story, "结论", 2, "publicity"));
    }

    [Fact]
    public async Task It_holds_no_personal_data()
    {
        await LiveAsync();
        await Bench.StoreAsync(ResultSamples.OfCitizen("R3"));
        Exchange.OnPush = (batch, _) => Task.FromResult(FakePeer.Verdicts(batch, VerdictKind.Rejected, "2002", $"证件号 {ResultSamples.Citizen} 有误"));
        await Bench.DrainAsync(Cancelled);
        var text = JsonSerializer.Serialize(await ReadAsync("R1"), JsonSerializerOptions.Web) + JsonSerializer.Serialize(await ReadAsync("R3"), JsonSerializerOptions.Web);
        foreach (var secret in new[] { ResultSamples.Citizen, "61050001", "13812345678", "张样例", "赵样例", "钱样例" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain(JsonEncodedText.Encode(secret).ToString(), text, StringComparison.Ordinal);
        }

        Assert.Contains("平台退回，代码 2002：证件号 61**************", Text(await ReadAsync("R3"), "结论", 1, "exchange"), StringComparison.Ordinal);
        Assert.Contains("不推送，代码 natural_person", Text(await ReadAsync("R3"), "路由", 1, "publicity"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_sealed_yet_is_proven_by_its_own_key_and_said_to_be_unsealed()
    {
        await LiveAsync();
        var story = await ReadAsync("R1");
        AssertIntact(story);
        Assert.All(story.Events.SelectMany(x => x.Entries), x => Assert.Null(x.SealNo));
        Assert.Contains($"尚未封存 {story.Entries} 条", story.Verification, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_left_out_of_a_batch_and_what_was_superseded_has_its_reason_and_its_entry()
    {
        Bench.Sinks.Clear();
        Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, Exchange)
        {
            OnMap = x => x.Result.Version == 1 ? new Mapping.Unmappable("no_code", "没有对应的代码") : null,
        });
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.DrainAsync(Cancelled);
        var parked = await ReadAsync("R1");
        AssertIntact(parked);
        Assert.Equal("组批时未列入，代码 no_code：没有对应的代码", Text(parked, "未列入推送", 1, "exchange"));

        Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await Bench.StoreAsync(ResultSamples.Result("R1", 2));
        var superseded = await ReadAsync("R1");
        AssertIntact(superseded);
        var ending = superseded.Events.Single(x => x is { What: "结论", Version: 1 });
        Assert.Equal("不推送，代码 superseded：被更高版本取代", ending.Text);
        Assert.Equal(superseded.Events.Single(x => x is { What: "结果入库", Version: 2 }).Entries, ending.Entries);
    }

    [Fact]
    public async Task A_withdrawal_is_told_with_its_reason_and_what_it_brought_about()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"), ResultSamples.Result("R2"));
        await SettleAsync();
        await WithdrawAsync("R1");
        Publicity.OnReceipt = (batch, _) => Task.FromResult(FakePeer.Verdicts(batch, VerdictKind.Withdrawn));
        await SettleAsync();
        var story = await ReadAsync("R1");
        AssertIntact(story);
        var withdrawal = story.Events.Single(x => x.What == "结果撤回");
        Assert.Equal((1, "原因：录入错误，依据：渭临更〔2026〕3号"), (withdrawal.Version, withdrawal.Text));
        var routing = story.Events.Where(x => x is { What: "路由", Text: "列入推送（撤回）" }).ToList();
        Assert.Equal(["exchange", "publicity"], routing.Select(x => x.Target).Order());
        Assert.All(routing, x => Assert.Equal(withdrawal.Entries, x.Entries));
        Assert.Equal(2, story.Events.Count(x => x is { What: "结论", Text: "已从平台撤回" }));
        Assert.DoesNotContain((await ReadAsync("R2")).Events, x => x.What == "结果撤回");
    }

    [Fact]
    public async Task What_a_withdrawal_replaced_names_the_withdrawal()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        Bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await WithdrawAsync("R1");
        var story = await ReadAsync("R1");
        AssertIntact(story);
        Assert.All(
            story.Events.Where(x => x.Text.Contains("superseded", StringComparison.Ordinal)),
            x => Assert.Equal(story.Events.Single(y => y.What == "结果撤回").Entries, x.Entries));
        Assert.Equal(2, story.Events.Count(x => x.Text.Contains("superseded", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_approval_not_to_publish_and_its_revocation_are_told_with_what_they_brought_about()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await SettleAsync();
        var exemptions = Bench.Process().GetRequiredService<ExemptionIntake>();
        var request = new ExemptionRequest("R1", "商业秘密", "渭临审〔2026〕1号", "赵样例", new DateOnly(2026, 11, 3), "孙样例");
        var id = Assert.IsType<ExemptionOutcome.Done>(await exemptions.ApproveAsync(ResultSamples.Area, request, Cancelled)).Id;
        Publicity.OnReceipt = (batch, _) => Task.FromResult(FakePeer.Verdicts(batch, VerdictKind.Withdrawn));
        await SettleAsync();
        await exemptions.RevokeAsync(ResultSamples.Area, id, new RevocationRequest("钱样例", "理由消失"), Cancelled);
        Publicity.OnReceipt = null;
        await SettleAsync();

        var story = await ReadAsync("R1");
        AssertIntact(story);
        var approval = story.Events.Single(x => x.What == "不予公示审批");
        Assert.Equal(
            $"审批编号：{id}，不予公示事由：商业秘密，审批文号：渭临审〔2026〕1号，审批人：赵**，审批日期：2026-11-03，登记人：孙**", approval.Text);
        Assert.Equal(approval.Entries, story.Events.Single(x => x is { What: "路由", Text: "列入推送（撤回）" }).Entries);
        var revocation = story.Events.Single(x => x.What == "不予公示撤销");
        Assert.Equal(revocation.Entries, story.Events.Last(x => x.What == "路由").Entries);
        Assert.Equal("publicity 平台已公示", story.Events.Where(x => x.What == "结论").Select(x => $"{x.Target} {x.Text}").Last());
    }

    [Fact]
    public async Task A_split_batch_is_told_with_its_halves()
    {
        Exchange.OnPush = (batch, _) => Task.FromResult(batch.WireIds.Count > 1 ? new PushOutcome.RefusedWhole("1001", "整批拒收") : Exchange.Take(batch));
        await Bench.StoreAsync(ResultSamples.Result("R1"), ResultSamples.Result("R2"));
        await Bench.DrainAsync(Cancelled);
        var story = await ReadAsync("R1");
        AssertIntact(story);
        var exchange = story.Events.Where(x => x.Target == "exchange").ToList();
        Assert.Equal(["路由", "推送组批", "推送尝试", "推送组批", "推送尝试", "结论"], exchange.Select(x => x.What));
        Assert.Contains("平台整批拒收，代码 1001：整批拒收；随后拆成两批重新推送", exchange[2].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("R2", string.Concat(exchange.Select(x => x.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_key_sealed_that_is_gone_is_proven_by_a_newer_seal_over_the_whole_chain()
    {
        var rotated = new AuditKeys([[.. Enumerable.Repeat((byte)7, 32)]]);
        await LiveAsync();
        await SealAsync();
        var unproven = await ReadAsync("R1", rotated);
        Assert.False(unproven.Intact);
        Assert.StartsWith("核验未通过", unproven.Verification, StringComparison.Ordinal);
        Assert.Contains("由未配置的主密钥签名", unproven.Verification, StringComparison.Ordinal);

        await AppendAsync(rotated);
        await SealAsync(rotated);
        var proven = await ReadAsync("R1", rotated);
        AssertIntact(proven);
        Assert.Contains("因此核验了整条链：审计日志完整", proven.Verification, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_result_has_no_story()
    {
        await LiveAsync();
        Assert.Null(await Reader().ReadAsync(ResultSamples.Area, "R9", Cancelled));
        Assert.Null(await Reader().ReadAsync("610503", "R1", Cancelled));
    }

    /// <summary>Lanes of different targets run beside each other: within one round their order is left to chance.</summary>
    private static IEnumerable<string> InOrderOfTarget(ResultStory story) =>
        story.Events.GroupBy(x => x.At).SelectMany(x => x.OrderBy(y => y.Target, StringComparer.Ordinal)).Select(x => $"{x.What} {x.Version} {x.Target}");

    private static string Text(ResultStory story, string what, int version, string? target) =>
        story.Events.First(x => x.What == what && x.Version == version && x.Target == target).Text;
}
