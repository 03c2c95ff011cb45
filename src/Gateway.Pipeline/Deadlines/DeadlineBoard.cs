using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Deadlines;

/// <summary>The board with what it was forecast from.</summary>
/// <param name="Due">By due date.</param>
/// <param name="Paces">Of the targets that were tried of late.</param>
public sealed record DueOverview(IReadOnlyList<DueResults> Due, IReadOnlyDictionary<string, TargetPace> Paces);

/// <summary>The board as of now: open results, their targets' terms from the profiles, the working calendar, the measured pace.</summary>
public sealed class DeadlineBoard(DueStore store, PaceStore paces, IAdapterDirectory adapters, WorkingCalendar calendar, TimeProvider clock)
{
    public async Task<DueOverview> ReadAsync(CancellationToken cancellationToken)
    {
        // Targets that several areas share have the stricter term, should a county have overridden it.
        var terms = adapters.Areas.SelectMany(x => adapters.SinksOf(x.Area)).Where(x => x.Limits.DueWorkingDays is not null)
            .GroupBy(x => x.Target).ToDictionary(x => x.Key, x => x.Min(y => y.Limits.DueWorkingDays ?? int.MaxValue));
        var now = clock.GetUtcNow();
        var board = DueBoard.Of(await store.ReadAsync(cancellationToken), terms, calendar, ChinaTime.DayOf(now));
        var measured = board.Count == 0
            ? new Dictionary<string, TargetPace>()
            : DueForecast.Paces(await paces.ReadAsync(now - DueForecast.Window, DueForecast.Slot, cancellationToken));
        return new DueOverview(DueForecast.Of(board, measured, now), measured);
    }
}
