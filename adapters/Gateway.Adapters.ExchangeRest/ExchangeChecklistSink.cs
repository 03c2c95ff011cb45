using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>Target <c>exchange-rest.checklist</c>: published checklists, a row an item.</summary>
public sealed class ExchangeChecklistSink : IChecklistSink
{
    private readonly ChecklistRow _row;
    private readonly ExchangePush _push;

    internal ExchangeChecklistSink(AdapterContext context, ExchangeRestOptions options, ExchangeSession session)
    {
        _row = new ChecklistRow(context.CdSource, options.ChecklistColumns, options.AreaCode);
        _push = new ExchangePush(options, session, options.Services.ChecklistPush);
        Limits = options.Limits.ToLimits();
        Platform = PlatformKey.Of(ExchangeRestProfile.ProfileName, options.BaseAddress!);
    }

    /// <inheritdoc/>
    public string Target => ExchangeRestProfile.ChecklistTarget;

    /// <inheritdoc/>
    public PlatformKey Platform { get; }

    /// <summary>A checklist has no subject and no exemption: routing of results does not apply.</summary>
    public TargetTraits Traits { get; } = new(false, [], [], NeedsUscc: false, TakesExempt: false, AsynchronousReceipts: false);

    /// <inheritdoc/>
    public SinkLimits Limits { get; }

    /// <inheritdoc/>
    public Mapping Map(ChecklistEntry entry, BatchStamp stamp) => _row.Map(entry, stamp);

    /// <inheritdoc/>
    public byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => ExchangePush.Compose(stamp, rows);

    /// <inheritdoc/>
    public Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken) => _push.SendAsync(batch, cancellationToken);

    /// <inheritdoc/>
    public Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken) =>
        Task.FromResult<PushOutcome>(new PushOutcome.NotAsked());

    /// <inheritdoc/>
    public Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken) =>
        throw new NotSupportedException("exchange-rest answers with its receipts at once");
}
