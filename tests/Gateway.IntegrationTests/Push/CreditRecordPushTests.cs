using System.Security.Cryptography;
using System.Text;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.CreditRecords;
using Gateway.Pipeline.CreditRepairs;
using Gateway.Pipeline.Disclosure;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Push;

/// <summary>Penalties and licences before the credit platform itself, over HTTP.</summary>
public sealed class CreditRecordPushTests(SharedPushBench shared) : IClassFixture<SharedPushBench>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("reset-after")]
    [InlineData("500")]
    [InlineData("html")]
    [InlineData("truncated")]
    public async Task A_lost_or_wrong_answer_ends_in_one_record_with_its_digest(string fault)
    {
        var bench = shared.Bench;
        await bench.WarmUpAsync();
        var id = "F-" + fault;
        await bench.FaultAsync(new { kind = fault, profile = "p3", path = "/penalty/", take = true, count = 2 });
        await StoreAsync(RecordSamples.Penalty(id));
        await bench.SettleAsync();
        Assert.Equal(2, await bench.EndFaultsAsync());
        var record = await RecordAsync("penalty", id);
        Assert.Equal(("0", 1, Digest($"610502-{id}|{ResultSamples.Enterprise}|渭临商罚〔2026〕{id}号|2026/10/30|罚款一万元")), (record.State, record.Versions, record.Digest));
    }

    [Fact]
    public async Task Both_kinds_arrive_natural_persons_too_and_a_withdrawn_one_is_cancelled()
    {
        var bench = shared.Bench;
        await bench.WarmUpAsync();
        await StoreAsync(RecordSamples.Penalty("N-1"), RecordSamples.OfCitizen("N-2"));
        await StoreAsync(RecordSamples.Licence("N-1"));
        await bench.SettleAsync();
        Assert.Equal(Digest("610502-N-2||渭临商罚〔2026〕N-2号|2026/10/30|罚款一万元"), (await RecordAsync("penalty", "N-2")).Digest);
        Assert.Equal(Digest($"610502-N-1|{ResultSamples.Trader}|渭临商许〔2026〕N-1号|2026/10/30|成品油零售经营"), (await RecordAsync("licence", "N-1")).Digest);

        await bench.Gateway.Get<WithdrawalIntake>().StoreAsync(
            DocumentTable.Penalty, PushBench.Area, "N-1", new WithdrawalRequest("决定被撤销", "渭临复决〔2026〕3号"), Cancelled);
        await bench.SettleAsync();
        Assert.Equal(("1", "0"), ((await RecordAsync("penalty", "N-1")).State, (await RecordAsync("licence", "N-1")).State));
        await bench.AssertAuditIntactAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_repair_takes_penalty_and_result_back_from_every_platform_in_its_way(int status)
    {
        var bench = shared.Bench;
        await bench.WarmUpAsync();
        var (result, id) = (bench.Results.Last(), $"S-{status}");
        await StoreAsync(RecordSamples.Penalty(id));
        await bench.SettleAsync();
        var repair = RecordSamples.Repair($"X-{status}", new("penalty", DocumentNo: $"渭临商罚〔2026〕{id}号"), new("result", result.Id)) with { PublicStatus = status };
        Assert.IsType<RepairOutcome.Stored>(await bench.Gateway.Get<RepairIntake>().StoreAsync(PushBench.Area, repair, Cancelled));
        await bench.SettleAsync();
        var published = $"{status}";
        Assert.Equal(published, (await RecordAsync("penalty", id)).State);
        foreach (var target in PushTarget.All)
        {
            var state = Assert.Single(await bench.LedgerAsync(target.Profile, target.LedgerKind), x => x.Id == target.IdOf(result)).State;
            Assert.Equal(target == PushTarget.Credit ? published : target.Gone, state);
        }

        await bench.AssertAuditIntactAsync();
    }

    private async Task StoreAsync<T>(params T[] records)
        where T : class, ICreditRecord => Assert.All(
        await shared.Bench.Gateway.Get<RecordIntake<T>>().StoreAsync(PushBench.Area, "rest", records, Cancelled), x => Assert.IsType<IntakeOutcome.Created>(x));

    private async Task<LedgerLine> RecordAsync(string kind, string id) =>
        Assert.Single(await shared.Bench.LedgerAsync("p3", kind), x => x.Id == $"610502-{id}");

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
