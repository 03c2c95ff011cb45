using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.County;

/// <summary>Makes and sends the results of one call: areas side by side, the batches of an area in order.</summary>
internal sealed class SubmitRun(SubmitOptions options, HttpClient http, TimeProvider clock, TextWriter progress)
{
    private const int AreasAtOnce = 4;
    private const int DefectPurpose = 91;
    private readonly SubmitSummary _summary = new();
    private readonly ExpectationFile _expected = new(options.World.DataFolder);
    private readonly IntakeCaller _caller = new(http, clock);
    private int _done;

    public async Task<SubmitTotals> RunAsync(CancellationToken cancellationToken)
    {
        var real = options.World.EnterprisesFile is { } file ? RealEnterprises.Read(file) : RealEnterprises.None;
        var subjects = new SubjectRows(options.World.Subjects, options.World.SingleArea, real);
        var shares = Shares(subjects);
        var keyless = shares.Where(share => !options.Keys.ContainsKey(share.Area.Code)).Select(share => share.Area.Code).ToList();
        if (keyless.Count > 0)
        {
            throw new ArgumentException($"no API key of {string.Join(", ", keyless)}: --key AREA=KEY or {SubmitOptions.KeyVariable}AREA");
        }

        var range = new NumberBook(options.World.DataFolder, clock).Reserve(options.Results);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AreasAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(shares, parallel, async (share, token) => await SendAreaAsync(share, subjects, range, token));
        await new AmendRun(options, _caller, _expected, _summary, clock).RunAsync(subjects, range.Call, cancellationToken);
        await new RecordRun(options, _caller, _summary, clock).RunAsync(subjects, range, cancellationToken);
        return _summary.Totals;
    }

    private async Task SendAreaAsync(AreaShare share, SubjectRows subjects, NumberRange range, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var maker = new ResultMaker(options.World.Seed, AreaDirectory.Read(options.World.Seed, share.Area, subjects, ShanghaiClock.DayOf(now)), options.AllCodes, now);
        for (var sent = 0; sent < share.Count; sent += options.Batch)
        {
            var count = Math.Min(options.Batch, share.Count - sent);
            var first = range.First + share.Before + sent;
            var letters = Enumerable.Range(0, count).Select(place => Write(maker, share.Area, range, first + place)).ToList();
            if (!await SendAsync(letters, range.Call, options.Keys[share.Area.Code], cancellationToken))
            {
                // Its gateway is away for longer than a call should wait.
                _summary.Unsent(share.Count - sent - count);
                return;
            }
        }
    }

    private CountyLetter Write(ResultMaker maker, Area area, NumberRange range, long number)
    {
        var dice = Dice.For(options.World.Seed, area.Ordinal, DefectPurpose, number);
        var spoiled = dice.Next(1_000_000) < options.BadShare * 1_000_000;
        return CountyLetter.Write(maker.Make(range.IdOf(number), number), spoiled ? dice.Pick(Defect.All) : null);
    }

    private async Task<bool> SendAsync(List<CountyLetter> letters, int call, string key, CancellationToken cancellationToken)
    {
        PostOutcome outcome = new PostOutcome.Unanswered("interrupted");
        try
        {
            outcome = await _caller.PostAsync(key, [.. letters.Select(letter => letter.Body)], cancellationToken);
            return outcome is not PostOutcome.Unanswered;
        }
        finally
        {
            // Also when interrupted: the gateway may have them.
            _expected.Append(letters.Select((letter, place) => Judge(letter, place, outcome).Expectation(call)).ToList());
            progress.WriteLine($"{letters[0].Result.Area}: {Interlocked.Add(ref _done, letters.Count)}/{options.Results}");
        }
    }

    private Judged Judge(CountyLetter letter, int place, PostOutcome outcome)
    {
        var (said, problems) = outcome.Of(place);
        if (letter.Defect is { } defect)
        {
            _summary.Bad(letter.Result.Id, said, defect, problems);
        }
        else
        {
            _summary.Good(letter.Result.Id, said, problems);
        }

        return new Judged(letter, said);
    }

    /// <summary>Cumulative rounding, so that the shares add up to the total exactly.</summary>
    private List<AreaShare> Shares(SubjectRows subjects)
    {
        var counts = Area.All.Select(area => (area, count: (long)subjects.BaseCount(area))).ToList();
        var total = counts.Sum(one => one.count);
        if (total == 0)
        {
            throw new ArgumentException("--subjects 0: there is nobody to inspect");
        }

        var shares = new List<AreaShare>();
        long before = 0;
        foreach (var (area, count) in counts)
        {
            var (from, to) = (options.Results * before / total, options.Results * (before + count) / total);
            shares.Add(new AreaShare(area, (int)from, (int)(to - from)));
            before += count;
        }

        return [.. shares.Where(share => share.Count > 0)];
    }

    private sealed record AreaShare(Area Area, int Before, int Count);

    private sealed record Judged(CountyLetter Letter, string Outcome)
    {
        public Expectation Expectation(int call) => Letter.Expect(call, Outcome);
    }
}
