using Gateway.Adapters.Configuration;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Publicity;

/// <summary>
/// Target <c>publicity</c>: the platform takes a batch, judges it later and is asked for the receipt. A correction withdraws the published
/// item and sends it again.
/// </summary>
public sealed class PublicitySink : IPublicitySink, ILedger
{
    private readonly string _area;
    private readonly PublicityItemMaker _items;
    private readonly PublicityBatches _batches;
    private readonly PublicityWithdrawals _withdrawals;
    private readonly PublicityLedger _ledger;

    internal PublicitySink(AdapterContext context, PublicityOptions options)
    {
        _area = context.Area;
        var call = new PublicityCall(context, options);
        _items = new PublicityItemMaker(options);
        _ledger = new PublicityLedger(options, call);
        _withdrawals = new PublicityWithdrawals(options, call);
        _batches = new PublicityBatches(options, call, _ledger, context.Time);
        Traits = options.Routing.ToTraits(publishes: true, exemptByRule: null, asynchronousReceipts: true);
        Limits = options.Limits.ToLimits();
        Platform = PlatformKey.Of(PublicityProfile.ProfileName, options.BaseAddress!);
    }

    /// <inheritdoc/>
    public string Target => PublicityProfile.ProfileName;

    /// <inheritdoc/>
    public PlatformKey Platform { get; }

    /// <inheritdoc/>
    public TargetTraits Traits { get; }

    /// <inheritdoc/>
    public SinkLimits Limits { get; }

    /// <inheritdoc/>
    public Mapping Map(Publishable result, BatchStamp stamp) => _items.Map(result.Shareable);

    /// <inheritdoc/>
    public byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => PublicityPayload.Compose(stamp, rows);

    /// <inheritdoc/>
    public async Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        switch (batch.Operation)
        {
            case DeliveryOperation.Withdraw:
                return await _withdrawals.WithdrawAsync(batch, cancellationToken);
            case DeliveryOperation.Correct:
                // A batch that the platform has already must not be withdrawn a second time: its items may be published by now.
                if (await _batches.ReceiptAsync(batch, cancellationToken) is not PushOutcome.NotKnown and var known)
                {
                    return known;
                }

                await _withdrawals.ClearTheWayAsync(batch, cancellationToken);
                return await _batches.SendAsync(batch, cancellationToken);
            case DeliveryOperation.Insert:
                return await _batches.SendAsync(batch, cancellationToken);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <inheritdoc/>
    public Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken) =>
        // A withdrawal answers the same when it comes again.
        batch.Operation == DeliveryOperation.Withdraw
            ? Task.FromResult<PushOutcome>(new PushOutcome.NotAsked())
            : _batches.ReceiptAsync(batch, cancellationToken);

    /// <inheritdoc/>
    public Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken) =>
        _batches.ReceiptAsync(batch, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<LedgerEntry> ReadLedgerAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        _ledger.ReadAsync(from, to, cancellationToken);

    /// <inheritdoc/>
    public string DigestOf(ReadOnlyMemory<byte> row) => _ledger.DigestOf(row);

    /// <summary>The ledger shows the items of all who publish there.</summary>
    public bool IsOwn(string wireId) => RecordId.IsOf(_area, wireId);

    /// <inheritdoc/>
    public IReadOnlyList<LedgerRow> RowsOf(PushBatch batch) => _ledger.RowsOf(batch);
}
