using System.Threading.Channels;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Pull;

/// <summary>
/// One read of one feed. Three hands work at once, with bounded belts between them: pages are fetched and parsed ahead, landed as
/// received, and merged step by step. The belts are the back-pressure: a slow database slows the fetching.
/// </summary>
internal sealed class PullRun(
    PullRunParts parts, RunRow run, FeedSettings settings, ISource source, FeedCursor? since, RowClassifier classifier, IdentityIndex index,
    RunCounters counters, bool acceptShrink)
{
    private readonly ReadGuard _guard = new();
    private readonly DateTime _began = parts.Now();
    private readonly List<RefusedRow> _refused = [];
    private FeedCursor? _cursor = since;
    private int _pages;
    private bool _moved;

    /// <summary>Rows set aside that a source can tell its senders of.</summary>
    public IReadOnlyList<RefusedRow> Refused => _refused;

    public long RefusedRows { get; private set; }

    /// <summary>How far the steps that are in went.</summary>
    public FeedCursor? Reached => _cursor;

    public async Task<RunEnd> ExecuteAsync(PullRequest request, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var fetched = Channel.CreateBounded<AheadPage>(parts.Options.PagesAhead);
        var landed = Channel.CreateBounded<List<AheadPage>>(1);
        Task[] hands =
        [
            HandAsync(fetched.Writer, () => FetchAsync(request, fetched.Writer, stop.Token), stop),
            HandAsync(landed.Writer, () => LandAsync(fetched.Reader, landed.Writer, stop.Token), stop),
            HandAsync<object>(null, () => MergeAsync(landed.Reader, stop.Token), stop),
        ];
        await AllAsync(hands, cancellationToken);
        return _moved
            ? RunEnd.Stopped(RunOutcome.Abandoned, "读取过程中平台的数据快照已变化（或同一页重复给出），放弃本次读取并重新开始；已读入的数据保留")
            : await EndAsync(cancellationToken);
    }

    private async Task FetchAsync(PullRequest request, ChannelWriter<AheadPage> to, CancellationToken cancellationToken)
    {
        await foreach (var page in source.ReadAsync(request, cancellationToken))
        {
            if (!_guard.Belongs(page))
            {
                _moved = true;
                return;
            }

            index.Expect(_guard.Total ?? 0);
            await to.WriteAsync(parts.Lander.Prepare(page, cancellationToken), cancellationToken);
        }
    }

    private async Task LandAsync(ChannelReader<AheadPage> from, ChannelWriter<List<AheadPage>> to, CancellationToken cancellationToken)
    {
        var group = new List<AheadPage>();
        var rows = 0;
        await foreach (var page in from.ReadAllAsync(cancellationToken))
        {
            group.Add(page);
            rows += page.Page.Rows.Rows.Count;
            // A full step, or whatever is there when the platform is slower than we are and the merger has nothing to do.
            if (rows >= parts.Options.StepRows || group.Count >= parts.Options.PagesAhead)
            {
                await PassOnAsync();
            }
        }

        if (group.Count > 0)
        {
            await PassOnAsync();
        }

        async Task PassOnAsync()
        {
            await parts.Lander.LandAsync(run, group, cancellationToken);
            await to.WriteAsync(group, cancellationToken);
            group = [];
            rows = 0;
        }
    }

    private async Task MergeAsync(ChannelReader<List<AheadPage>> from, CancellationToken cancellationToken)
    {
        await foreach (var group in from.ReadAllAsync(cancellationToken))
        {
            var step = new PullStep { Pages = group.Count };
            await parts.Rows.ClassifyAsync(run, group.Select(x => x.Page), classifier, index, step, cancellationToken);
            foreach (var (page, _) in group)
            {
                _pages++;
                DriftNote.Note(step.Findings, page);
                _cursor = CursorRule.Later(_cursor, page.Cursor, _began, parts.Options.ClockSkew);
            }

            step.Cursor = _cursor;
            await parts.Writer.WriteAsync(
                run, parts.Normaliser, step, counters, _pages, _guard.Total, saveCursor: run.Mode == PullMode.Incremental, cancellationToken);
            NoteRefused(step);
            parts.Progress.Tell(run.Area, run.Feed, counters.Fetched, _guard.Total);
        }
    }

    private void NoteRefused(PullStep step)
    {
        foreach (var row in step.Quarantined)
        {
            if (row.Origin is { } origin && RefusedRows++ < SettledRead.MostRefused)
            {
                _refused.Add(new RefusedRow(origin, row.Place, row.Defect.Field, row.Defect.ValueMasked, row.Defect.Message));
            }
        }
    }

    private async Task<RunEnd> EndAsync(CancellationToken cancellationToken)
    {
        if (!_guard.Complete)
        {
            return RunEnd.Stopped(RunOutcome.Failed, _guard.Incomplete);
        }

        if (run.Mode == PullMode.Incremental)
        {
            return new RunEnd(RunOutcome.Completed, null, false, [], null);
        }

        if (FeedSchemas.Of(run.Feed).Accumulates)
        {
            return new RunEnd(RunOutcome.Completed, null, true, [], _cursor);
        }

        var absent = index.StoredUnmet;
        if (!ShrinkRule.Believes(counters.Before, absent, settings.ShrinkThreshold, acceptShrink))
        {
            return RunEnd.Stopped(RunOutcome.Held, ShrinkRule.Held(counters.Before, absent, settings.ShrinkThreshold));
        }

        var gone = absent == 0 ? [] : await parts.Rows.UnmetAsync(run, index, cancellationToken);
        return new RunEnd(RunOutcome.Completed, null, true, gone, _cursor);
    }

    /// <summary>When a hand fails, the belts end and the other hands stop; the first failure is the one that counts.</summary>
    private static async Task HandAsync<T>(ChannelWriter<T>? belt, Func<Task> work, CancellationTokenSource stop)
    {
        try
        {
            await Task.Run(work, CancellationToken.None);
            belt?.Complete();
        }
        catch (Exception)
        {
            belt?.TryComplete();
            await stop.CancelAsync();
            throw;
        }
    }

    private static async Task AllAsync(Task[] hands, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(hands);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The others were cancelled because of the one that failed: show that one.
            var cause = hands.Where(x => x.IsFaulted).Select(x => x.Exception?.InnerException).FirstOrDefault(x => x is not null and not OperationCanceledException);
            if (cause is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
            }

            throw;
        }
    }
}
