namespace Gateway.Contracts.Status;

/// <summary>The answer of <c>gateway status --json</c>.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Areas">Per area, its feeds.</param>
/// <param name="Targets">Per target, the balance of its deliveries.</param>
/// <param name="Outbox">Status messages on their way to the broker.</param>
/// <param name="Deadlines">Per target with a legal term, what is open.</param>
/// <param name="Platforms">Whether something flows to the platforms.</param>
/// <param name="Off">Adapters that are configured and not switched on.</param>
public sealed record GatewayStatus(
    DateTimeOffset At, IReadOnlyList<AreaStatus> Areas, IReadOnlyList<TargetStatus> Targets, OutboxStatus Outbox,
    IReadOnlyList<DeadlineStatus> Deadlines, IReadOnlyList<PlatformStatus> Platforms, IReadOnlyList<AdapterOff>? Off = null);

/// <summary>An adapter that is configured and not switched on: its feeds are not pulled by schedule, its targets keep their queue.</summary>
/// <param name="Area">GB/T 2260, six digits.</param>
/// <param name="Profile">Name of the profile.</param>
/// <param name="Reason">Why, in Chinese.</param>
public sealed record AdapterOff(string Area, string Profile, string Reason);

/// <summary>What is open at a target with a legal term.</summary>
/// <param name="Target">Name of the target.</param>
/// <param name="Late">Past its term.</param>
/// <param name="AtRisk">Due in a few days, or not done in time by the measured pace.</param>
/// <param name="InTime">The rest.</param>
/// <param name="Parked">Of all these, what waits for a person.</param>
/// <param name="FirstDue">The earliest end of a term.</param>
/// <param name="PerHour">Measured pace; <see langword="null"/>: it was not tried in the last hours.</param>
/// <param name="Expected">When all that moves will have arrived, by that pace.</param>
public sealed record DeadlineStatus(
    string Target, long Late, long AtRisk, long InTime, long Parked, DateOnly FirstDue, double? PerHour, DateTimeOffset? Expected);

/// <summary>The gate of a platform, or of one target of an area at it, where that one is shut by itself.</summary>
/// <param name="Platform">Profile and address.</param>
/// <param name="Lane">Target and area; empty for the platform as a whole.</param>
/// <param name="State"><c>closed</c>: batches go through; <c>open</c>: only probes; <c>ramping</c>: more with every answer.</param>
/// <param name="Since">Since when; <see langword="null"/> where nothing was sent yet.</param>
/// <param name="Until">Before this nothing is sent; <see langword="null"/>: something may be sent now.</param>
/// <param name="Quiet">Receipts are not asked for either: a window of maintenance, a quota used up, or the platform asked for it.</param>
/// <param name="UsedThisMinute">Calls in this minute, where a quota is configured.</param>
/// <param name="UsedToday">Calls on this day, Asia/Shanghai, where a quota is configured.</param>
/// <param name="LastCode">The last failure.</param>
/// <param name="LastMessage">Its words, masked.</param>
public sealed record PlatformStatus(
    string Platform, string Lane, string State, DateTimeOffset? Since, DateTimeOffset? Until, bool Quiet, int UsedThisMinute, int UsedToday,
    string? LastCode, string? LastMessage);

/// <summary>Status messages that the broker has not confirmed yet.</summary>
/// <param name="Pending">How many.</param>
/// <param name="Since">When the oldest was noted; <see langword="null"/> when there is none.</param>
public sealed record OutboxStatus(long Pending, DateTimeOffset? Since);

/// <summary>One area.</summary>
/// <param name="Area">GB/T 2260, six digits.</param>
/// <param name="Feeds">Its feeds.</param>
public sealed record AreaStatus(string Area, IReadOnlyList<FeedStatus> Feeds);

/// <summary>One feed of an area.</summary>
/// <param name="Feed">Wire name.</param>
/// <param name="Stored">Rows in force.</param>
/// <param name="Quarantine">Open quarantine, by reason code.</param>
/// <param name="LastRun">The newest run, if there was one.</param>
public sealed record FeedStatus(string Feed, long Stored, IReadOnlyDictionary<string, long> Quarantine, RunStatus? LastRun);

/// <summary>The balance sheet of a run: <c>fetched = new + changed + unchanged + deletedByRow + quarantined + repeated</c> and
/// <c>before + new − deletedByRow − deletedByAbsence = after</c>.</summary>
public sealed record RunStatus(
    long Id, string Mode, string Outcome, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long Fetched, long New, long Changed,
    long Unchanged, long DeletedByRow, long DeletedByAbsence, long Quarantined, long Repeated, long Before, long After, bool Balanced);

/// <summary>The balance of a target: <c>routed = queued + sent + accepted + published + rejected + withdrawn + parked</c>.</summary>
public sealed record TargetStatus(
    string Target, long Routed, long Queued, long Sent, long Accepted, long Published, long Rejected, long Withdrawn, long Parked,
    IReadOnlyDictionary<string, long> NotRouted);
