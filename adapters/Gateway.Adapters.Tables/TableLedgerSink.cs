using System.Runtime.CompilerServices;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Tables;

/// <summary>The same target where the outbound table with its answers may be believed as the platform's ledger.</summary>
public sealed class TableLedgerSink : TableSink, ILedger
{
    private readonly string _area;
    private readonly string _areaCode;
    private readonly OutboundOptions _outbound;
    private readonly LedgerStore _ledger;
    private readonly List<string> _digested;

    internal TableLedgerSink(AdapterContext context, string profile, string target, TableOptions options, OutboundOptions outbound)
        : base(context, profile, target, options, outbound)
    {
        (_area, _areaCode, _outbound) = (context.Area, options.AreaCode ?? context.Area, outbound);
        _digested = [.. InspectionColumns.Digested.Select(column => outbound.Columns[column])];
        _ledger = new LedgerStore(outbound, _digested);
    }

    /// <summary>Days of submission; the last change of every record that the platform took.</summary>
    public async IAsyncEnumerable<LedgerEntry> ReadLedgerAsync(
        DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (LedgerEntry? last = null; ;)
        {
            var after = last?.WireId;
            var page = await Database.DoAsync(
                (connection, token) => _ledger.PageAsync(connection, _areaCode, from, to, after, token), answerLost: null, cancellationToken);
            foreach (var entry in page)
            {
                yield return last = entry;
            }

            if (page.Count < LedgerStore.PageRows)
            {
                yield break;
            }
        }
    }

    /// <inheritdoc/>
    public string DigestOf(ReadOnlyMemory<byte> row) => RowDigest.Of(row, _digested);

    /// <summary>The table is asked for one area's rows.</summary>
    public bool IsOwn(string wireId) => RecordId.IsOf(_area, wireId);

    /// <inheritdoc/>
    public IReadOnlyList<LedgerRow> RowsOf(PushBatch batch) =>
    [
        .. OutboundPayload.Rows(batch).Select(row => new LedgerRow(
            row.WireId,
            row.Columns[_outbound.Columns["cd_operation"]] == "d" ? LedgerState.Withdrawn : LedgerState.InForce,
            LedgerStore.Digest(_digested.Select(column => row.Columns[column])),
            WireText.DayOf(row.Columns[_outbound.Columns["submitted_date"]]))),
    ];
}
