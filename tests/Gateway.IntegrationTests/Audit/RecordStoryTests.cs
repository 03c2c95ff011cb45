using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.CreditRecords;
using Gateway.Pipeline.CreditRepairs;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Story;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.Audit;

/// <summary>The stories of penalties and licences, and what a repair leaves in that of a result.</summary>
public sealed class RecordStoryTests(PostgresFixture postgres) : StoryBench(postgres)
{
    private readonly FakePeer _credit = new();

    // Fails when the reader asks for another kind's versions, deliveries or entries: results and penalties may share an id.
    [Fact]
    public async Task A_penaltys_story_runs_from_its_intake_to_its_repair()
    {
        Bench.Sinks.Add(new FakeRecordSink<Penalty>("penalties", _credit));
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await Bench.StoreAsync(RecordSamples.OfCitizen("R1"));
        await SettleAsync();
        await RepairAsync(RecordSamples.Repair("X1", new RepairedRecord("penalty", "R1")) with { PartyCode = null });
        await SettleAsync();
        await SealAsync();
        var story = await ReadAsync(DocumentTable.Penalty, "R1");
        AssertIntact(story);
        Assert.Equal(("penalty", 1, 2), (story.Kind, story.Versions, story.Deliveries));
        Assert.Equal(
            ["行政处罚入库", "路由", "推送组批", "推送尝试", "结论", "行政处罚撤回", "路由", "推送组批", "推送尝试", "结论"], story.Events.Select(x => x.What));
        var text = string.Join('\n', story.Events.Select(x => x.Text));
        Assert.Contains("决定日期 2026-10-30", text, StringComparison.Ordinal);
        Assert.Contains("信用修复：渭信修〔2027〕5号", text, StringComparison.Ordinal);
        Assert.DoesNotContain("样例", text, StringComparison.Ordinal);
        Assert.DoesNotContain(ResultSamples.Citizen, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_of_publication_is_told_with_its_last_day_and_an_altered_penalty_is_found()
    {
        Bench.Sinks.Add(new FakeRecordSink<Penalty>("penalties", _credit));
        await Bench.StoreAsync(RecordSamples.Penalty("P1") with { PublicUntil = new DateOnly(2026, 11, 5) });
        await SettleAsync();
        Bench.Clock.Advance(TimeSpan.FromDays(3));
        await Bench.Process().GetRequiredService<PublicationEnd>().RunAsync(Cancelled);
        await SettleAsync();
        await SealAsync();
        var story = await ReadAsync(DocumentTable.Penalty, "P1");
        AssertIntact(story);
        Assert.Contains("公示截止日：2026-11-05", Assert.Single(story.Events, x => x.What == "公示期满").Text, StringComparison.Ordinal);

        await TamperAsync("update gateway.penalty_version set content_hash = '\\x00'");
        Assert.False((await ReadAsync(DocumentTable.Penalty, "P1")).Intact);
    }

    [Fact]
    public async Task A_repaired_results_story_names_the_decision()
    {
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        await SettleAsync();
        Publicity.OnReceipt = (batch, _) => Task.FromResult(FakePeer.Verdicts(batch, Gateway.Adapters.Sinks.VerdictKind.Withdrawn));
        await RepairAsync(RecordSamples.Repair("X1", new RepairedRecord("result", "R1")));
        await SettleAsync();
        await SealAsync();
        var story = await ReadAsync("R1");
        AssertIntact(story);
        Assert.Contains("信用修复：渭信修〔2027〕5号", Assert.Single(story.Events, x => x.What == "结果撤回").Text, StringComparison.Ordinal);
    }

    private async Task RepairAsync(CreditRepair repair) => Assert.IsType<RepairOutcome.Stored>(
        await Bench.Process().GetRequiredService<RepairIntake>().StoreAsync(ResultSamples.Area, repair, Cancelled));

    private async Task<ResultStory> ReadAsync(DocumentTable table, string id) =>
        await Reader().ReadAsync(table, ResultSamples.Area, id, Cancelled) ?? throw new InvalidOperationException(id);
}
