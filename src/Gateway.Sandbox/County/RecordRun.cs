using System.Globalization;
using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.County;

/// <summary>
/// Penalties, licences and credit repairs of one call: spread over the areas, a repair right behind its penalty, which may be on its way to
/// the platform by then.
/// </summary>
internal sealed class RecordRun(SubmitOptions options, IntakeCaller caller, SubmitSummary summary, TimeProvider clock)
{
    private readonly ExpectationFile _expected = new(options.World.DataFolder, ExpectationFile.Records);

    public async Task RunAsync(SubjectRows subjects, NumberRange range, CancellationToken cancellationToken)
    {
        if (options.Repairs > options.Penalties)
        {
            throw new ArgumentException("--repairs: at most as many as --penalties");
        }

        List<Area> areas = [.. Area.All.Where(x => subjects.BaseCount(x) > 0 && options.Keys.ContainsKey(x.Code))];
        for (var i = 0; i < areas.Count && options.Penalties + options.Licences > 0; i++)
        {
            await SendAreaAsync(areas[i], subjects, range, Mine(options.Penalties, i, areas.Count), Mine(options.Licences, i, areas.Count), Mine(options.Repairs, i, areas.Count), cancellationToken);
        }
    }

    /// <summary>Every so many of a total, so that the shares add up to it exactly.</summary>
    private static int Mine(int total, int place, int of) => (total * (place + 1) / of) - (total * place / of);

    private async Task SendAreaAsync(
        Area area, SubjectRows subjects, NumberRange range, int penalties, int licences, int repairs, CancellationToken cancellationToken)
    {
        if (penalties + licences == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var maker = new RecordMaker(options.World.Seed, AreaDirectory.Read(options.World.Seed, area, subjects, ShanghaiClock.DayOf(now)), now);
        string Id(string kind, int place) => string.Create(CultureInfo.InvariantCulture, $"{kind}{range.Tag}-{range.Call}-{place + 1}");
        int Number(int place) => (range.Call * 100_000) + place;
        List<CountyRecord> made = [.. Enumerable.Range(0, penalties).Select(x => maker.Penalty(Id("CF", x), Number(x), x < repairs))];
        await SendAsync(area, "api/v1/penalties", made, range.Call, cancellationToken);
        await SendAsync(
            area, "api/v1/licences", [.. Enumerable.Range(0, licences).Select(x => maker.Licence(Id("XK", x), Number(x)))], range.Call, cancellationToken);
        for (var i = 0; i < Math.Min(repairs, made.Count); i++)
        {
            var outcome = await caller.PostOneAsync(
                options.Keys[area.Code], "api/v1/credit-repairs", maker.Repair(Id("XF", i), made[i], byDocument: i % 2 == 1), cancellationToken);
            _expected.Append([made[i].Expect(range.Call, Say(Id("XF", i), outcome, 0), repaired: true)]);
        }
    }

    private async Task SendAsync(Area area, string path, IReadOnlyList<CountyRecord> records, int call, CancellationToken cancellationToken)
    {
        foreach (var batch in records.Chunk(options.Batch))
        {
            PostOutcome outcome = new PostOutcome.Unanswered("interrupted");
            try
            {
                outcome = await caller.PostAsync(options.Keys[area.Code], path, [.. batch.Select(x => x.Body)], cancellationToken);
            }
            finally
            {
                _expected.Append([.. batch.Select((x, place) => x.Expect(call, Say(x.Id, outcome, place)))]);
            }
        }
    }

    private string Say(string id, PostOutcome outcome, int place)
    {
        var (said, problems) = outcome.Of(place);
        summary.Good(id, said, problems);
        return said;
    }
}
