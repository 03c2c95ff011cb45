using System.Collections.Concurrent;
using Gateway.Contracts;
using Gateway.Pipeline.Pull;
using Spectre.Console;

namespace Gateway.Host.Cli;

/// <summary>Progress bars, one an area, where somebody watches; where the output goes to a file, only the lines at each end.</summary>
internal static class PullBars
{
    public static async Task<IReadOnlyCollection<PullOutcome>> WatchAsync(
        PullProgress progress, IReadOnlyList<PullCommand> commands,
        Func<Func<PullCommand, PullOutcome, Task>, Task<IReadOnlyCollection<PullOutcome>>> run, Func<PullCommand, PullOutcome, Task> print)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            return await run(print);
        }

        var ended = new ConcurrentQueue<(PullCommand, PullOutcome)>();
        var outcomes = await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                var bars = commands.GroupBy(x => x.Area).ToDictionary(x => x.Key, x => new AreaBar(context.AddTask(x.Key, maxValue: x.Count())));
                void Move(string area, Feed feed, long rows, long? total) => bars.GetValueOrDefault(area)?.Move(feed, rows, total);
                progress.Moved += Move;
                try
                {
                    return await run((command, outcome) =>
                    {
                        ended.Enqueue((command, outcome));
                        bars[command.Area].End(command.Feed);
                        return Task.CompletedTask;
                    });
                }
                finally
                {
                    progress.Moved -= Move;
                }
            });
        foreach (var (command, outcome) in ended)
        {
            await print(command, outcome);
        }

        return outcomes;
    }

    /// <summary>An area's bar: each feed counts as one, a feed under way as the share that was read.</summary>
    private sealed class AreaBar(ProgressTask task)
    {
        private readonly ConcurrentDictionary<Feed, double> _shares = [];

        public void Move(Feed feed, long rows, long? total) => Set(feed, total is > 0 ? Math.Min(1, (double)rows / total.Value) : 0.5);

        public void End(Feed feed) => Set(feed, 1);

        private void Set(Feed feed, double share)
        {
            _shares[feed] = share;
            task.Value = _shares.Values.Sum();
            task.Description = $"{task.Description[..6]} {feed.Chinese()}";
        }
    }
}
