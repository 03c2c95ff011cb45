using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>
/// Target <c>exchange-rest</c>: inspection results, a row per result and matter. The platform takes the same operation and content twice as
/// one (重复报送), so a batch whose answer was lost is simply sent again.
/// </summary>
public sealed class ExchangeResultSink : ISharingSink, ILedger
{
    private readonly ExchangeRestOptions _options;
    private readonly InspectionRowMaker _rows;
    private readonly ExchangePush _push;
    private readonly ExchangeLedger _ledger;

    internal ExchangeResultSink(AdapterContext context, ExchangeRestOptions options, ExchangeSession session)
    {
        _options = options;
        _rows = new InspectionRowMaker(context.CdSource, new ResultCodeMap(options.CheckResults), options.CheckResultPrecedence, options.AreaCode);
        _push = new ExchangePush(options, session, options.Services.ResultPush);
        _ledger = new ExchangeLedger(options.AreaCode ?? context.Area, options, session);
        Traits = options.Routing.ToTraits(
            publishes: false, context.ExemptByRule.TryGetValue(Target, out var exempt) ? exempt : null, asynchronousReceipts: false);
        Limits = options.Limits.ToLimits();
        Platform = PlatformKey.Of(ExchangeRestProfile.ProfileName, options.BaseAddress!);
    }

    /// <inheritdoc/>
    public string Target => ExchangeRestProfile.ProfileName;

    /// <inheritdoc/>
    public PlatformKey Platform { get; }

    /// <inheritdoc/>
    public TargetTraits Traits { get; }

    /// <inheritdoc/>
    public SinkLimits Limits { get; }

    /// <inheritdoc/>
    public Mapping Map(Shareable result, BatchStamp stamp) => _rows.Make(result, stamp) switch
    {
        InspectionRows.Made made => new Mapping.Mapped([.. made.Rows.Select(row => new WireRow(row.Identity, Json(row)))]),
        InspectionRows.Not not => not.Mapping,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

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

    /// <inheritdoc/>
    public IAsyncEnumerable<LedgerEntry> ReadLedgerAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        _ledger.ReadAsync(from, to, cancellationToken);

    /// <inheritdoc/>
    public string DigestOf(ReadOnlyMemory<byte> row) =>
        _ledger.DigestOf(row);

    /// <summary>The ledger is asked for one area: what it shows is the area's, whoever sent it.</summary>
    public bool IsOwn(string wireId) => true;

    /// <inheritdoc/>
    public IReadOnlyList<LedgerRow> RowsOf(PushBatch batch) => _ledger.RowsOf(batch);

    private byte[] Json(InspectionRow row) => WireJson.Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var (column, value) in row.Values)
        {
            writer.WriteString(_options.ResultColumns[column], value);
        }

        writer.WriteEndObject();
    });
}
