using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Rest.Sinks;

/// <summary>A target that the profile's YAML tells. The stored payload is its rows; the call around them is made afresh at every send.</summary>
public abstract class RestSink : ISink
{
    private readonly RestTargetOptions _options;
    private readonly BatchCalls _push;
    private readonly BatchCalls _correct;
    private readonly BatchCalls? _withdraw;
    private readonly CorrectionWithdrawal? _clearing;
    private readonly ReceiptCall? _receipt;
    private readonly LedgerProbe? _probe;

    private protected RestSink(RestPlatform platform, string target, RestTargetOptions options)
    {
        (_options, Target) = (options, target);
        var verdicts = new VerdictReader(options.Verdicts);
        var receipts = options.Receipt is not null;
        _push = new BatchCalls(platform, options.Push!, verdicts, receipts);
        _correct = options.Correct is { } correct ? new BatchCalls(platform, correct, verdicts, receipts) : _push;
        // A withdrawal by its own call is answered at once.
        _withdraw = options.Withdraw is { } withdraw ? new BatchCalls(platform, withdraw.Call!, verdicts, receipts: false) : null;
        _clearing = options.Withdraw is { BeforeCorrection: true } clearing ? new CorrectionWithdrawal(_withdraw!, clearing) : null;
        _receipt = options.Receipt is { } receipt ? new ReceiptCall(platform, receipt, verdicts) : null;
        Book = options.Ledger is { } ledger ? new TargetLedger(platform, ledger) : null;
        _probe = options.Probe == ProbeKind.Ledger && Book is { } book ? new LedgerProbe(book, options, platform.Context.Time) : null;
        Rows = new TargetRows(platform.Context, options);
        Traits = options.Routing.ToTraits(
            options.Public, platform.Context.ExemptByRule.TryGetValue(target, out var exempt) ? exempt : null, receipts);
        Limits = options.Limits.ToLimits();
        Platform = PlatformKey.Of(platform.Profile, platform.Options.BaseAddress!);
    }

    /// <inheritdoc/>
    public string Target { get; }

    /// <inheritdoc/>
    public PlatformKey Platform { get; }

    /// <inheritdoc/>
    public TargetTraits Traits { get; }

    /// <inheritdoc/>
    public SinkLimits Limits { get; }

    private protected TargetRows Rows { get; }

    private protected TargetLedger? Book { get; }

    private protected bool WithdrawsById => _withdraw is not null;

    /// <summary>Makes the sink that the profile describes: sharing or publishing, with a ledger or without.</summary>
    internal static ISink Make(RestPlatform platform, string target, RestTargetOptions options) => (options.Public, options.Ledger) switch
    {
        (false, null) => new RestSharingSink(platform, target, options),
        (false, not null) => new RestSharingBook(platform, target, options),
        (true, null) => new RestPublicitySink(platform, target, options),
        (true, not null) => new RestPublicityBook(platform, target, options),
    };

    /// <inheritdoc/>
    public byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => PayloadRows.Compose(rows);

    /// <inheritdoc/>
    public Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken) => batch.Operation switch
    {
        DeliveryOperation.Insert => _push.SendAsync(batch, cancellationToken),
        DeliveryOperation.Correct => CorrectAsync(batch, cancellationToken),
        DeliveryOperation.Withdraw => (_withdraw ?? _push).SendAsync(batch, cancellationToken),
    };

    private async Task<PushOutcome> CorrectAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        if (_clearing is not null)
        {
            // A batch that the platform has already must not be withdrawn a second time: its rows may be in force by now.
            if (_receipt is not null && await _receipt.AskAsync(batch, cancellationToken) is not PushOutcome.NotKnown and var known)
            {
                return known;
            }

            await _clearing.ClearTheWayAsync(batch, cancellationToken);
        }

        return await _correct.SendAsync(batch, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        // A withdrawal by its own call answers the same when it comes again.
        if (batch.Operation == DeliveryOperation.Withdraw && WithdrawsById)
        {
            return Task.FromResult<PushOutcome>(new PushOutcome.NotAsked());
        }

        return _probe is not null ? _probe.AskAsync(batch, WithdrawsById, cancellationToken)
            : _options.Probe != ProbeKind.None && _receipt is not null ? _receipt.AskAsync(batch, cancellationToken)
            : Task.FromResult<PushOutcome>(new PushOutcome.NotAsked());
    }

    /// <inheritdoc/>
    public Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken) =>
        _receipt?.AskAsync(batch, cancellationToken) ?? throw new NotSupportedException($"{Target} answers with its receipts at once");
}
