using System.Globalization;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.DoubleRandom;

/// <summary>Target <c>double-random</c>: results shared with the random-inspection platform. The same id replaces.</summary>
public sealed class DoubleRandomSink : ISharingSink, ILedger
{
    private static readonly string[] Digested = ["id", "subjectCode", "deptCode", "checkDate", "results"];

    private readonly AdapterContext _context;
    private readonly DoubleRandomOptions _options;
    private readonly DoubleRandomCall _call;
    private readonly DoubleRandomRow _rows;

    internal DoubleRandomSink(AdapterContext context, DoubleRandomOptions options)
    {
        (_context, _options, _call, _rows) = (context, options, new DoubleRandomCall(context, options), new DoubleRandomRow(options));
        Traits = options.Routing.ToTraits(
            publishes: false, context.ExemptByRule.TryGetValue(Target, out var exempt) ? exempt : null, asynchronousReceipts: false);
        Limits = options.Limits.ToLimits();
        Platform = PlatformKey.Of(DoubleRandomProfile.ProfileName, options.BaseAddress!);
    }

    /// <inheritdoc/>
    public string Target => DoubleRandomProfile.ProfileName;

    /// <inheritdoc/>
    public PlatformKey Platform { get; }

    /// <inheritdoc/>
    public TargetTraits Traits { get; }

    /// <inheritdoc/>
    public SinkLimits Limits { get; }

    /// <inheritdoc/>
    public Mapping Map(Shareable result, BatchStamp stamp) => _rows.Map(result);

    /// <inheritdoc/>
    public byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => WireJson.WriteArray(rows);

    /// <inheritdoc/>
    public async Task<PushOutcome> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var path = batch.Operation == DeliveryOperation.Withdraw ? _options.Paths.Withdraw : _options.Paths.Results;
        var answer = await _call.PostAsync(PeerAddress.Join(_options.BaseAddress!, path), batch.Payload, cancellationToken);
        if (!_call.IsSuccess(answer))
        {
            return new PushOutcome.RefusedWhole(answer.Code!, answer.Words);
        }

        var rows = answer.Body.ListOf("data") ?? throw answer.Peer.Unreadable("no_receipts", "对方应答成功但没有逐条结果");
        return new PushOutcome.Answered([.. rows.Select(row => Verdict(row, batch.Operation))]);
    }

    /// <inheritdoc/>
    public Task<PushOutcome> ProbeAsync(PushBatch batch, CancellationToken cancellationToken) =>
        Task.FromResult<PushOutcome>(new PushOutcome.NotAsked());

    /// <inheritdoc/>
    public Task<PushOutcome> ReceiptAsync(PushBatch batch, CancellationToken cancellationToken) =>
        throw new NotSupportedException("double-random answers with its receipts at once");

    /// <inheritdoc/>
    public IAsyncEnumerable<LedgerEntry> ReadLedgerAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        LedgerPages.ReadAsync((number, token) => LedgerPageAsync(from, to, number, token), cancellationToken);

    /// <inheritdoc/>
    public string DigestOf(ReadOnlyMemory<byte> row) => RowDigest.Of(row, DigestedNames);

    /// <summary>The ledger is asked for one area: what it shows is the area's, whoever sent it.</summary>
    public bool IsOwn(string wireId) => true;

    /// <inheritdoc/>
    public IReadOnlyList<LedgerRow> RowsOf(PushBatch batch)
    {
        if (batch.Operation == DeliveryOperation.Withdraw)
        {
            return [.. batch.WireIds.Select(id => new LedgerRow(id, LedgerState.Withdrawn, null, null))];
        }

        using var payload = JsonDocument.Parse(batch.Payload);
        return [.. payload.RootElement.EnumerateArray().Zip(batch.WireIds, (row, id) => new LedgerRow(
            id, LedgerState.InForce, RowDigest.Of(row, DigestedNames), WireText.DayOf(row.TextOf(_options.Columns["checkDate"]))))];
    }

    private List<string> DigestedNames => [.. Digested.Select(column => _options.Columns[column])];

    private RowVerdict Verdict(JsonElement row, DeliveryOperation operation)
    {
        var state = row.TextOf("state") ?? "";
        var kind = state switch
        {
            _ when _options.Codes.RowTaken.Contains(state) =>
                operation == DeliveryOperation.Withdraw ? VerdictKind.Withdrawn : VerdictKind.Accepted,
            _ when _options.Codes.RowRefused.Contains(state) => VerdictKind.Rejected,
            _ => VerdictKind.Unknown,
        };
        return new RowVerdict(row.TextOf("id") ?? "", kind, state, row.TextOf("reason") ?? "");
    }

    private async Task<LedgerPage> LedgerPageAsync(DateOnly from, DateOnly to, int number, CancellationToken cancellationToken)
    {
        var address = PeerAddress.Join(
            _options.BaseAddress!, _options.Paths.Ledger,
            ("area", _context.Area), ("from", WireText.Date(from)), ("to", WireText.Date(to)),
            ("page", number.ToString(CultureInfo.InvariantCulture)));
        var answer = await _call.GetAsync(address, DocumentAnswer.Read, cancellationToken);
        if (!_call.IsSuccess(answer))
        {
            throw new PermanentFailure("peer_" + answer.Code, $"对方拒绝台账查询（{answer.Code}）：{answer.Words}");
        }

        var data = answer.Body.Member("data");
        var rows = data?.ListOf("rows") ?? throw answer.Peer.Unreadable("bad_ledger", "对方台账应答没有数据成员");
        return new LedgerPage(data?.NumberOf("total") ?? long.MaxValue, [.. rows.Select(Entry)]);
    }

    private static LedgerEntry Entry(JsonElement row) => new(
        row.TextOf("id") ?? "",
        row.TextOf("state") switch
        {
            "TAKEN" => LedgerState.InForce,
            "WITHDRAWN" => LedgerState.Withdrawn,
            _ => LedgerState.Unknown,
        },
        row.TextOf("digest") ?? "");
}
