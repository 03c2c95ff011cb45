using System.Globalization;
using Gateway.Contracts.CreditRecords;
using Gateway.Contracts.Results;
using Gateway.IntegrationTests.Push;
using Gateway.Pipeline.CreditRepairs;
using Gateway.Pipeline.Disclosure;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Month;

/// <summary>What a county does in a month, by the dice; each deed is done at the gateway and told to the oracle.</summary>
internal sealed class MonthTraffic(PushBench bench, MonthOracle oracle, Random dice)
{
    // Several in the order of the code table, so that every platform's own order is the same.
    private static readonly ResultCode[][] Findings =
    [
        [ResultCode.NoProblemFound], [ResultCode.NoProblemFound], [ResultCode.CorrectedOnOrder], [ResultCode.Unreachable],
        [ResultCode.ProblemPending, ResultCode.NotPublicised], [ResultCode.Deregistered], [ResultCode.Falsified],
    ];

    /// <summary>Findings that one platform has no code for, each.</summary>
    private static readonly ResultCode[] Gaps = [ResultCode.OtherViolation, ResultCode.Suspended];

    /// <summary>Results whose every version so far waits at one platform for want of that code; none of them was ever there.</summary>
    private readonly Dictionary<CaseKey, ResultCode> _waiting = [];

    private int _approvals;
    private int _repairs;

    public static IReadOnlyList<string> Areas { get; } = ["610500", "610502", "610528"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private DateOnly Today => DateOnly.FromDateTime(bench.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

    public async Task DeedAsync()
    {
        var open = oracle.InForce(Today);
        switch (dice.Next(11))
        {
            case < 4:
                // The same ids in every area: they are unique there alone.
                var area = Areas[dice.Next(Areas.Count)];
                var first = oracle.Keys.Count(x => x.Area == area);
                await StoreAsync([.. Enumerable.Range(first, dice.Next(1, 6)).Select(x => Any(new CaseKey(area, Id(x)), 1))]);
                break;
            case < 6 when oracle.Keys.Count > 0:
                var known = AnyKey();
                await StoreAsync(Any(known, oracle.Latest(known).Version!.Value + dice.Next(1, 4)));
                break;
            case 6 when oracle.Keys.Count > 0:
                var taken = AnyKey();
                await bench.Gateway.Get<WithdrawalIntake>().StoreAsync(taken.Area, taken.Id, new WithdrawalRequest("录入有误", "县局函〔2026〕1号"), Cancelled);
                oracle.Withdrawn(taken, Today);
                break;
            case 7 or 8 when oracle.Keys.Count > 0:
                await ApproveAsync(AnyKey());
                break;
            case 9 when open.Count > 0:
                var (key, approval) = open[dice.Next(open.Count)];
                Assert.IsType<ExemptionOutcome.Done>(await bench.Gateway.Get<ExemptionIntake>().RevokeAsync(
                    key.Area, approval, new RevocationRequest("钱样例", "理由消失"), Cancelled));
                oracle.Revoked(key, approval, Today);
                break;
            case 10 when oracle.Keys.Count > 0:
                // One in four decisions is here before its result is.
                var repaired = AnyKey();
                await RepairAsync(dice.Next(4) == 0 ? repaired with { Id = Id(oracle.Keys.Count(x => x.Area == repaired.Area)) } : repaired);
                break;
        }
    }

    /// <summary>A platform answers some calls in a way it should not, before or after it took them.</summary>
    public async Task FaultAsync()
    {
        string[] kinds = ["500", "503", "429", "html", "empty", "garbage", "truncated", "cut", "reset-before", "reset-after", "gbk"];
        var kind = kinds[dice.Next(kinds.Length)];
        await bench.FaultAsync(new
        {
            kind,
            profile = PushTarget.All[dice.Next(PushTarget.All.Count)].Profile,
            count = dice.Next(1, 4),
            take = kind is "500" or "html" or "empty" && dice.Next(2) == 0,
            retryAfter = kind is "503" or "429" ? dice.Next(1, 300) : (int?)null,
        });
    }

    private async Task StoreAsync(params InspectionResult[] results)
    {
        await bench.StoreAsync(results);
        foreach (var result in results)
        {
            oracle.Stored(result, Today);
        }
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"R{number:000}");

    private async Task RepairAsync(CaseKey key)
    {
        var decision = RecordSamples.Repair($"X{++_repairs}", new RepairedRecord("result", key.Id)) with { Area = key.Area };
        Assert.IsType<RepairOutcome.Stored>(await bench.Gateway.Get<RepairIntake>().StoreAsync(key.Area, decision, Cancelled));
        oracle.Repaired(key);
    }

    private async Task ApproveAsync(CaseKey key)
    {
        DateOnly? lastDay = dice.Next(3) == 0 ? null : Today.AddDays(dice.Next(0, 6));
        var done = Assert.IsType<ExemptionOutcome.Done>(await bench.Gateway.Get<ExemptionIntake>().ApproveAsync(
            key.Area,
            new ExemptionRequest(
                key.Id, "商业秘密", string.Create(CultureInfo.InvariantCulture, $"渭临审〔2026〕{++_approvals}号"), "赵样例", new DateOnly(2026, 11, 3), "孙样例", lastDay),
            Cancelled));
        oracle.Approved(key, done.Id, lastDay, Today);
    }

    /// <summary>Any version of any subject: a correction may find that it was another one, of a kind that goes elsewhere.</summary>
    private InspectionResult Any(CaseKey key, int version)
    {
        var (id, day) = (key.Id, new DateOnly(2026, 11, 3).AddDays(-dice.Next(30)));
        var result = dice.Next(12) switch
        {
            0 => ResultSamples.OfCitizen(id),
            1 => ResultSamples.OfSchool(id),
            2 => ResultSamples.Result(id) with { Subject = new("03", "渭南样例副食店", "001", ResultSamples.Trader) },
            3 => ResultSamples.Exempt(id),
            4 => ResultSamples.Result(id) with
            {
                Subject = new("16", "临渭区样例市场", "099", "CD-0001"),
                Party = new("渭南样例石化有限公司", "2", "001", ResultSamples.Enterprise),
            },
            _ => ResultSamples.Result(id),
        };
        return result with
        {
            Area = key.Area,
            Version = version,
            StartedOn = day,
            CheckedOn = day,
            Results = FindingOf(key, version),
            Matters = dice.Next(4) == 0 ? [.. result.Matters!, result.Matters![0] with { Code = "61050200000002" }] : result.Matters,
        };
    }

    /// <summary>
    /// A code that a platform has no counterpart for comes with a first version, and stays or goes with a later one. It never follows one that the
    /// platform has: what it then holds would depend on how far the earlier one had come.
    /// </summary>
    private ResultCode[] FindingOf(CaseKey key, int version)
    {
        if (version == 1 && dice.Next(8) == 0)
        {
            _waiting[key] = Gaps[dice.Next(Gaps.Length)];
        }
        else if (version > 1 && dice.Next(2) == 0)
        {
            _waiting.Remove(key);
        }

        return _waiting.TryGetValue(key, out var gap) ? [gap] : Findings[dice.Next(Findings.Length)];
    }

    private CaseKey AnyKey() => oracle.Keys.ElementAt(dice.Next(oracle.Keys.Count));
}
