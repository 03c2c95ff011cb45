using Gateway.Pipeline.Normalise;

namespace Gateway.Pipeline.Pull;

/// <summary>What a run works with; the same for all runs of a feed.</summary>
internal sealed record PullRunParts(
    PullOptions Options, IFeedNormaliser Normaliser, PageLander Lander, StepWriter Writer, RowIntake Rows, Func<DateTime> Now,
    PullProgress Progress);
