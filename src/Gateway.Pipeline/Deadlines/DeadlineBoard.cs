using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Deadlines;

/// <summary>The board as of now: open results, their targets' terms from the profiles, the working calendar.</summary>
public sealed class DeadlineBoard(DueStore store, IAdapterDirectory adapters, WorkingCalendar calendar, TimeProvider clock)
{
    public async Task<IReadOnlyList<DueResults>> ReadAsync(CancellationToken cancellationToken)
    {
        // Targets that several areas share have the stricter term, should a county have overridden it.
        var terms = adapters.Areas.SelectMany(x => adapters.SinksOf(x.Area)).Where(x => x.Limits.DueWorkingDays is not null)
            .GroupBy(x => x.Target).ToDictionary(x => x.Key, x => x.Min(y => y.Limits.DueWorkingDays ?? int.MaxValue));
        return DueBoard.Of(await store.ReadAsync(cancellationToken), terms, calendar, ChinaTime.DayOf(clock.GetUtcNow()));
    }
}
