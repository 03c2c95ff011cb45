using System.Data.Common;
using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Tables;

/// <summary>
/// Target: inspection results as rows of an outbound table, a row per result and matter. A batch is one transaction. The platform answers in
/// a table of its own, row by row, when it has taken them away. After an answer was lost the rows are asked for by primary key before any
/// is written again.
/// </summary>
public class TableSink : ISharingSink
{
    private readonly OutboundOptions _outbound;
    private readonly InspectionRowMaker _rows;
    private readonly PeerDatabase _database;
    private readonly OutboundMapping _mapping;
    private readonly OutboundStore _store;

    internal TableSink(AdapterContext context, string profile, string target, TableOptions options, OutboundOptions outbound)
    {
        (Target, _outbound) = (target, outbound);
        _rows = new InspectionRowMaker(context.CdSource, new ResultCodeMap(options.CheckResults), options.CheckResultPrecedence, options.AreaCode);
        _database = new PeerDatabase(context.Databases, options);
        _mapping = new OutboundMapping(outbound, context.Time);
        _store = new OutboundStore(outbound);
        Traits = options.Routing.ToTraits(
            publishes: false, context.ExemptByRule.TryGetValue(target, out var exempt) ? exempt : null, asynchronousReceipts: true);
        Limits = options.Limits.ToLimits();
        Platform = PeerAddressText.KeyOf(profile, options.ConnectionString);
    }

    /// <inheritdoc/>
    public string Target { get; }

    /// <inheritdoc/>
    public PlatformKey Platform { get; }

    /// <inheritdoc/>
    public TargetTraits Traits { get; }

    /// <inheritdoc/>
    public SinkLimits Limits { get; }

    /// <inheritdoc/>
    public Mapping Map(Shareable result, BatchStamp stamp) => _rows.Make(result, stamp) switch
    {
        InspectionRows.Made made => _mapping.Map(made.Rows),
        InspectionRows.Not not => not.Mapping,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <inheritdoc/>
    public byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => OutboundPayload.Compose(stamp, rows);

    /// <inheritdoc/>
    public Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var committing = false;
        return _database.DoAsync<PushOutcome>(
            async (connection, token) =>
            {
                await using var transaction = await connection.BeginAsync(token);
                var places = await _store.PlacesAsync(connection, batch, token);
                try
                {
                    await _store.InsertAsync(connection, [.. places.Where(x => !x.Stands)], token);
                }
                catch (DbException refused) when (DatabaseFailures.IsRefusal(refused))
                {
                    return new PushOutcome.RefusedWhole($"database_{refused.SqlState}", $"前置库不收：{refused.Message}");
                }

                committing = true;
                await transaction.CommitAsync(token);
                return new PushOutcome.Received();
            },
            () => committing, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken) =>
        (await PlacesAsync(batch, cancellationToken)).All(x => x.Stands) ? new PushOutcome.Received() : new PushOutcome.NotKnown();

    /// <inheritdoc/>
    public async Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var places = await PlacesAsync(batch, cancellationToken);
        return places.All(x => x.Answer is not null)
            ? new PushOutcome.Answered([.. places.Select(x => Verdict(x, batch.Operation))])
            : places.All(x => x.Stands) ? new PushOutcome.Received() : new PushOutcome.NotKnown();
    }

    private protected PeerDatabase Database => _database;

    private Task<IReadOnlyList<PlacedRow>> PlacesAsync(PushBatch batch, CancellationToken cancellationToken) =>
        _database.DoAsync((connection, token) => _store.PlacesAsync(connection, batch, token), answerLost: null, cancellationToken);

    private RowVerdict Verdict(PlacedRow placed, DeliveryOperation operation)
    {
        var (code, message, _) = placed.Answer ?? throw new PermanentFailure("no_answer", "没有答复");
        var kind = code switch
        {
            _ when _outbound.Feedback.Taken.Contains(code) => operation == DeliveryOperation.Withdraw ? VerdictKind.Withdrawn : VerdictKind.Accepted,
            _ when _outbound.Feedback.Refused.Contains(code) => VerdictKind.Rejected,
            _ => VerdictKind.Unknown,
        };
        return new RowVerdict(placed.Row.WireId, kind, code, message);
    }
}
