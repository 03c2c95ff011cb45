using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sources;
using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Protection;
using Gateway.Pipeline.Quality;
using Gateway.Pipeline.Runs;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Pull;

/// <summary>A run that is open, and what it needs until it is closed.</summary>
internal sealed record PreparedRun(PullRun Run, RunRow Row, PullRequest Request, RunCounters Counters);

/// <summary>What a run reads through, from its beginning to its end.</summary>
internal sealed record PullFrom(FeedSettings Settings, ISource Source, string AdaptersVersion);

/// <summary>Opens and closes runs: everything around the read itself.</summary>
internal sealed class PullRunFactory(
    FeedNormalisers normalisers, PageLander lander, StepWriter writer, RowIntake rows, RunStore runs,
    RunCloser closer, QuarantineStore quarantine, FieldCipher cipher, PullProgress progress,
    IOptions<PullOptions> options, TimeProvider clock)
{
    public async Task<PreparedRun> OpenAsync(
        PullCommand command, PullFrom from, Lease lease, PullMode mode, FeedState state,
        CancellationToken cancellationToken)
    {
        var stored = await runs.CountStoredAsync(command.Area, command.Feed, cancellationToken);
        var (index, before) = await rows.LoadAsync(command.Area, command.Feed, mode, stored, cancellationToken);
        var open = await quarantine.OpenIdentitiesAsync(command.Area, command.Feed, cancellationToken);
        var row = await runs.OpenAsync(
            command.Area, command.Feed, mode == PullMode.Full ? "full" : "incremental", lease, before, from.AdaptersVersion, normalisers.Version,
            cancellationToken);
        var normaliser = normalisers.Of(command.Feed);
        var classifier = new RowClassifier(
            command.Area, normaliser, index, new ContentHash(normalisers.Version), cipher, open);
        var parts = new PullRunParts(options.Value, normaliser, lander, writer, rows, () => ChinaTime.Of(clock.GetUtcNow()), progress);
        var counters = new RunCounters { Before = before, After = before };
        var window = mode == PullMode.Full
            ? null
            : CursorRule.Window(state.Cursor, from.Settings.Overlap, parts.Now(), options.Value.ClockSkew);
        return new PreparedRun(
            new PullRun(parts, row, from.Settings, from.Source, mode == PullMode.Full ? null : state.Cursor, classifier, index, counters, command.AcceptShrink),
            row,
            new PullRequest(command.Area, command.Feed, mode, mode == PullMode.Full ? null : state.Cursor, window?.From, window?.To),
            counters);
    }

    public Task CloseAsync(PreparedRun prepared, RunEnd end, CancellationToken cancellationToken) =>
        closer.CloseAsync(prepared.Row, prepared.Counters, end, cancellationToken);
}
