using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.County;

/// <summary>Results of earlier calls, taken by the gateway and not withdrawn: some are corrected, some others withdrawn.</summary>
internal sealed class AmendRun(SubmitOptions options, IntakeCaller caller, ExpectationFile expected, SubmitSummary summary, TimeProvider clock)
{
    private const int ChoicePurpose = 89;
    private const int CallsAtOnce = 8;
    private const string Reason = "检查对象信息录入有误";
    private const string Basis = "《政府信息公开条例》第四十五条";

    public async Task RunAsync(SubjectRows subjects, int call, CancellationToken cancellationToken)
    {
        if (options.Corrections + options.Withdrawals == 0)
        {
            return;
        }

        var open = expected.Read().GroupBy(x => (x.Area, x.Id)).Select(x => x.LastOrDefault(y => y.Outcome != Expectation.Refused))
            .OfType<Expectation>()
            .Where(x => x is { Outcome: Expectation.Taken, Defect: null, Withdrawn: false } && x.Call < call && options.Keys.ContainsKey(x.Area))
            .OrderBy(x => Dice.For(options.World.Seed, call, ChoicePurpose, NumberRange.NumberOf(x.Id)).Next(int.MaxValue)).ThenBy(x => x.Id, StringComparer.Ordinal)
            .Take(options.Corrections + options.Withdrawals).ToList();
        await CorrectAsync([.. open.Take(options.Corrections)], subjects, call, cancellationToken);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(open.Skip(options.Corrections), parallel, async (held, token) => await WithdrawAsync(held, call, token));
        summary.Unsent(options.Corrections + options.Withdrawals - open.Count);
    }

    private async Task CorrectAsync(IReadOnlyList<Expectation> chosen, SubjectRows subjects, int call, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var area in chosen.GroupBy(x => x.Area))
        {
            var of = Area.Find(area.Key) ?? throw new InvalidDataException($"{area.Key}: not an area of the sandbox");
            var directory = AreaDirectory.Read(options.World.Seed, of, subjects, ShanghaiClock.DayOf(now));
            var maker = new ResultMaker(options.World.Seed, directory, options.AllCodes, now);
            foreach (var batch in area.Chunk(options.Batch))
            {
                List<CountyLetter> letters =
                    [.. batch.Select(x => CountyLetter.Write(maker.Correct(x.Id, NumberRange.NumberOf(x.Id), x.Version + 1), defect: null))];
                PostOutcome outcome = new PostOutcome.Unanswered("interrupted");
                try
                {
                    outcome = await caller.PostAsync(options.Keys[area.Key], [.. letters.Select(x => x.Body)], cancellationToken);
                }
                finally
                {
                    expected.Append([.. letters.Select((letter, place) => letter.Expect(call, Say(letter.Result.Id, outcome, place)))]);
                }
            }
        }
    }

    private async Task WithdrawAsync(Expectation held, int call, CancellationToken cancellationToken)
    {
        PostOutcome outcome = new PostOutcome.Unanswered("interrupted");
        try
        {
            outcome = await caller.WithdrawAsync(options.Keys[held.Area], held.Id, Reason, Basis, cancellationToken);
        }
        finally
        {
            var line = held with { Call = call, Outcome = Say(held.Id, outcome, 0), Targets = Targets.NothingAnywhere, Withdrawn = true };
            expected.Append([line]);
        }
    }

    private string Say(string id, PostOutcome outcome, int place)
    {
        var (said, problems) = outcome.Of(place);
        summary.Good(id, said, problems);
        return said;
    }
}
